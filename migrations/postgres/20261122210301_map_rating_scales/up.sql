-- What becomes of the steps of a scale: each one of an earlier version, or of a replaced scale, knows the step that carries it on.
ALTER TABLE rating_steps ADD COLUMN becomes TEXT; -- id of a step; empty for current steps and for those let go
CREATE INDEX rating_steps_becomes ON rating_steps (becomes);
ALTER TABLE rating_scales ADD COLUMN replaced_by TEXT; -- id of a scale

CREATE TABLE rating_versions (
  scale_id TEXT NOT NULL REFERENCES rating_scales (id),
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (scale_id, version)
);

-- Versions that were there before: the first is as old as the scale; of the others only the last change is known.
INSERT INTO rating_versions (scale_id, version, name, created_at)
SELECT DISTINCT rating_steps.scale_id, rating_steps.version, rating_scales.name,
  CASE WHEN rating_steps.version = 1 THEN rating_scales.created_at ELSE rating_scales.updated_at END
FROM rating_steps JOIN rating_scales ON rating_scales.id = rating_steps.scale_id;

-- A step that kept its word in the next version was carried on by it.
UPDATE rating_steps SET becomes = (
  SELECT later.id FROM rating_steps AS later
  WHERE later.scale_id = rating_steps.scale_id AND later.version = rating_steps.version + 1 AND later.label = rating_steps.label
);
