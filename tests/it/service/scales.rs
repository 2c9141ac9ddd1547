//! Rating scales: versions, steps that are renamed, put in and taken away, and one scale in the place of another.

use super::{Site, sites};
use houselights::domain::account::Role;
use houselights::domain::id::{ScaleId, StepId};
use houselights::domain::rating::{Scale, ScaleInput, ScaleKind, StepInput};
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::http::pages::words::told;
use houselights::service::Error;
use houselights::service::reviews::Intent;
use houselights::service::views::{ReviewPage, Viewer};
use std::collections::BTreeMap;

/// A scale of these words, worst first.
pub fn typed(name: &str, labels: &[&str]) -> ScaleInput {
    let steps = labels.iter().enumerate().map(|(n, label)| StepInput {
        key: format!("new-{n}"),
        label: (*label).to_owned(),
        description: String::new(),
        ordered: true,
    });
    ScaleInput {
        name: name.to_owned(),
        kind: ScaleKind::Words,
        steps: steps.collect(),
        gone: BTreeMap::new(),
    }
}

async fn make(site: &Site, mara: &Viewer, name: &str, labels: &[&str]) -> Scale {
    let id = site.service.save_scale(mara, None, typed(name, labels)).await.unwrap();
    read(site, mara, &id).await
}

async fn read(site: &Site, mara: &Viewer, id: &ScaleId) -> Scale {
    let own = site.service.scales(mara).await.unwrap();
    own.into_iter().find(|scale| scale.id == *id).unwrap()
}

fn step(scale: &Scale, label: &str) -> StepId {
    let found = scale.steps.iter().find(|step| step.label == label);
    found.unwrap_or_else(|| panic!("no step {label}")).id.clone()
}

/// Publishes a review; the slug says which look at the film it is.
async fn rate(site: &Site, mara: &Viewer, slug: &str, step: StepId) {
    let input = ReviewInput {
        film: "The Long Platform".to_owned(),
        year: "2013".to_owned(),
        slug: slug.to_owned(),
        language: "en".to_owned(),
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: "It waits.".to_owned(),
        }],
        step: Some(step),
        ..ReviewInput::default()
    };
    site.service
        .save_review(mara, None, &input, Intent::Publish)
        .await
        .unwrap();
}

async fn page(site: &Site, slug: &str) -> ReviewPage {
    site.service.review_page("mara", slug, None, 1).await.unwrap()
}

async fn change(site: &Site, slug: &str) -> String {
    told(&page(site, slug).await.change)
}

#[tokio::test]
async fn a_renamed_step_is_the_same_step_and_old_reviews_keep_its_word() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let scale = make(&site, &mara, "Mine", &["Poor", "Fine", "Great"]).await;
        rate(&site, &mara, "first", step(&scale, "Fine")).await;
        let mut input = ScaleInput::of(&scale);
        input.steps[1].label = "Worth a ticket".to_owned();
        input.steps.insert(
            1,
            StepInput {
                key: "new-1".to_owned(),
                label: "So-so".to_owned(),
                ordered: true,
                ..StepInput::default()
            },
        );
        site.service
            .save_scale(&mara, Some(scale.id.clone()), input)
            .await
            .unwrap();
        let now = read(&site, &mara, &scale.id).await;
        assert_eq!(now.version, 2);
        rate(&site, &mara, "second", step(&now, "Worth a ticket")).await;
        rate(&site, &mara, "third", step(&now, "So-so")).await;

        let first = page(&site, "first").await.rating.unwrap();
        assert_eq!((first.label.as_str(), first.place), ("Fine", Some((2, 3))));
        assert_eq!(first.today.as_deref(), Some("Worth a ticket"));
        let second = change(&site, "second").await;
        assert!(second.starts_with("no change since "), "{second}");
        assert!(second.ends_with("then called Fine"), "{second}");
        let third = change(&site, "third").await;
        assert!(third.starts_with("down from Worth a ticket"), "{third}");

        let editing = site.service.scale_for_edit(&mara, &scale.id).await.unwrap();
        let versions: Vec<(i64, usize)> = editing.versions.iter().map(|v| (v.version, v.steps.len())).collect();
        assert_eq!(versions, [(2, 4), (1, 3)]);
        let kept = now.steps.iter().find(|s| s.label == "Worth a ticket").unwrap();
        assert_eq!(
            editing.reviews_of(kept),
            2,
            "the old review counts for the step of today"
        );
        let numbers = site.service.stats_page(Some("mara"), None).await.unwrap();
        let counted: Vec<(&str, i64)> = numbers
            .ratings
            .iter()
            .map(|bar| (bar.label.as_str(), bar.value))
            .collect();
        assert_eq!(
            counted,
            [("Worth a ticket", 2), ("So-so", 1)],
            "so it does in the numbers"
        );
    }
}

#[tokio::test]
async fn a_name_alone_makes_no_new_version() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let scale = make(&site, &mara, "Mine", &["Poor", "Great"]).await;
        let input = ScaleInput {
            name: " Trams ".to_owned(),
            kind: ScaleKind::Letters,
            ..ScaleInput::of(&scale)
        };
        site.service
            .save_scale(&mara, Some(scale.id.clone()), input)
            .await
            .unwrap();
        let now = read(&site, &mara, &scale.id).await;
        assert_eq!(
            (now.name.as_str(), now.kind, now.version),
            ("Trams", ScaleKind::Letters, 1)
        );
        assert_eq!(now.steps, scale.steps);
    }
}

#[tokio::test]
async fn no_step_that_reviews_have_goes_without_a_word_about_what_it_becomes() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let scale = make(&site, &mara, "Mine", &["Poor", "Fine", "Good", "Great"]).await;
        rate(&site, &mara, "first", step(&scale, "Good")).await;
        let mut input = ScaleInput::of(&scale);
        input.steps.retain(|step| step.label != "Good" && step.label != "Poor");
        let Err(Error::Invalid(errors)) = site
            .service
            .save_scale(&mara, Some(scale.id.clone()), input.clone())
            .await
        else {
            panic!("a step with reviews went silently");
        };
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            [format!("gone.{}", step(&scale, "Good"))],
            "nobody misses an unused step"
        );
        assert_eq!(read(&site, &mara, &scale.id).await, scale, "nothing was saved");

        let wrong = Some("no such key".to_owned());
        input.gone.insert(step(&scale, "Good"), wrong);
        let refused = site
            .service
            .save_scale(&mara, Some(scale.id.clone()), input.clone())
            .await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        input
            .gone
            .insert(step(&scale, "Good"), Some(step(&scale, "Great").into_string()));
        site.service
            .save_scale(&mara, Some(scale.id.clone()), input)
            .await
            .unwrap();
        let now = read(&site, &mara, &scale.id).await;
        rate(&site, &mara, "second", step(&now, "Great")).await;
        let whole = change(&site, "second").await;
        assert!(whole.ends_with("then called Good"), "{whole}");
    }
}

#[tokio::test]
async fn a_scale_gives_its_place_to_another_and_takes_it_back() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let stars = make(&site, &mara, "Stars", &["★", "★★", "★★★"]).await;
        let words = make(&site, &mara, "Words", &["Poor", "Fine", "Great"]).await;
        rate(&site, &mara, "first", step(&stars, "★★")).await;
        rate(&site, &mara, "second", step(&words, "Great")).await;
        let before = change(&site, "second").await;
        assert!(
            before.starts_with("changed from ★★"),
            "nothing leads from one to the other: {before}"
        );

        let one_missing: BTreeMap<StepId, Option<StepId>> = BTreeMap::from([
            (step(&stars, "★"), Some(step(&words, "Poor"))),
            (step(&stars, "★★★"), Some(step(&words, "Great"))),
        ]);
        let refused = site
            .service
            .replace_scale(&mara, &stars.id, &words.id, one_missing.clone())
            .await;
        let Err(Error::Invalid(errors)) = refused else {
            panic!("a step without a word was replaced")
        };
        assert_eq!(errors[0].field, format!("step.{}", step(&stars, "★★")));
        assert_eq!(read(&site, &mara, &stars.id).await, stars, "nothing was saved");

        let mut mapping = one_missing;
        mapping.insert(step(&stars, "★★"), Some(step(&words, "Fine")));
        site.service
            .replace_scale(&mara, &stars.id, &words.id, mapping.clone())
            .await
            .unwrap();
        let after = change(&site, "second").await;
        assert!(after.starts_with("up from ★★"), "{after}");
        let first = page(&site, "first").await.rating.unwrap();
        assert_eq!((first.label.as_str(), first.today.as_deref()), ("★★", Some("Fine")));

        // Nobody rates on it any more, nor changes it; what was rated on it stays in its editor.
        let context = site
            .service
            .editor_context(&mara, None, &ReviewInput::default())
            .await
            .unwrap();
        assert!(context.scales.iter().all(|scale| scale.id != stars.id));
        let input = ReviewInput {
            step: Some(step(&stars, "★★")),
            ..ReviewInput::default()
        };
        let context = site.service.editor_context(&mara, None, &input).await.unwrap();
        let kept = context.scales.iter().find(|scale| scale.id == stars.id).unwrap();
        assert_eq!(kept.steps.len(), 1);
        for (result, code) in [
            (
                site.service
                    .save_scale(&mara, Some(stars.id.clone()), typed("X", &["a", "b"]))
                    .await
                    .map(|_| ()),
                "scale-replaced",
            ),
            (
                site.service
                    .replace_scale(&mara, &stars.id, &words.id, mapping.clone())
                    .await,
                "scale-replaced",
            ),
            (site.service.delete_scale(&mara, stars.id.clone()).await, "scale-in-use"),
            (site.service.delete_scale(&mara, words.id.clone()).await, "scale-in-use"),
        ] {
            assert_eq!(result.unwrap_err().code(), code);
        }
        let list = site.service.scale_list(&mara).await.unwrap();
        let line = list.iter().find(|line| line.scale.id == stars.id).unwrap();
        assert_eq!((line.reviews, line.replaced_by.as_deref()), (1, Some("Words")));

        site.service.restore_scale(&mara, &stars.id).await.unwrap();
        assert_eq!(read(&site, &mara, &stars.id).await, stars);
        assert!(change(&site, "second").await.starts_with("changed from ★★"));
    }
}

#[tokio::test]
async fn a_chain_of_scales_and_versions_leads_to_the_word_of_today() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let first = make(&site, &mara, "First", &["No", "Yes"]).await;
        rate(&site, &mara, "first", step(&first, "Yes")).await;
        let second = make(&site, &mara, "Second", &["Bad", "Good"]).await;
        let mapping = |from: &Scale, to: &Scale| {
            let pairs = from.steps.iter().zip(&to.steps);
            pairs
                .map(|(a, b)| (a.id.clone(), Some(b.id.clone())))
                .collect::<BTreeMap<_, _>>()
        };
        site.service
            .replace_scale(&mara, &first.id, &second.id, mapping(&first, &second))
            .await
            .unwrap();
        let mut input = ScaleInput::of(&second);
        input.steps[1].label = "Superb".to_owned();
        site.service
            .save_scale(&mara, Some(second.id.clone()), input)
            .await
            .unwrap();
        let rating = page(&site, "first").await.rating.unwrap();
        assert_eq!(
            (rating.label.as_str(), rating.today.as_deref()),
            ("Yes", Some("Superb"))
        );

        // The way back would be a circle.
        let now = read(&site, &mara, &second.id).await;
        let refused = site
            .service
            .replace_scale(&mara, &now.id, &first.id, mapping(&now, &first))
            .await;
        let Err(Error::Invalid(errors)) = refused else {
            panic!("a circle of scales")
        };
        assert_eq!(errors[0].field, "with");
        site.service.restore_scale(&mara, &first.id).await.unwrap();
        site.service
            .replace_scale(&mara, &now.id, &first.id, mapping(&now, &first))
            .await
            .unwrap();
        let rating = page(&site, "first").await.rating.unwrap();
        assert_eq!(rating.today, None, "its own word again");
    }
}

#[tokio::test]
async fn nobody_changes_the_scale_of_somebody_else() {
    for site in sites() {
        let (mara, tom) = (
            site.person("mara", Role::Owner).await,
            site.person("tom", Role::Reviewer).await,
        );
        let scale = make(&site, &mara, "Mine", &["Poor", "Great"]).await;
        let other = make(&site, &tom, "His", &["Poor", "Great"]).await;
        let mapping: BTreeMap<StepId, Option<StepId>> = other
            .steps
            .iter()
            .map(|step| (step.id.clone(), Some(scale.steps[0].id.clone())))
            .collect();
        let results = [
            site.service.scale_for_edit(&tom, &scale.id).await.map(|_| ()),
            site.service
                .save_scale(&tom, Some(scale.id.clone()), typed("X", &["a", "b"]))
                .await
                .map(|_| ()),
            site.service.restore_scale(&tom, &scale.id).await,
            site.service.delete_scale(&tom, scale.id.clone()).await,
        ];
        for result in results {
            assert_eq!(result.unwrap_err().code(), "not-found");
        }
        let refused = site.service.replace_scale(&tom, &other.id, &scale.id, mapping).await;
        assert_eq!(refused.unwrap_err().code(), "invalid-input");
        assert_eq!(read(&site, &mara, &scale.id).await, scale);
    }
}
