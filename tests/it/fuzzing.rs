//! Every input the fuzzer kept is tried again: `fuzz/corpus/<target>/*`, by the very functions the fuzzer calls.

#[path = "../../fuzz/targets.rs"]
mod targets;

use std::path::Path;

/// Runs `target` on each kept input.
fn replay(name: &str, target: fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("fuzz/corpus").join(name);
    let mut tried = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let input = std::fs::read(&path).unwrap();
        let outcome = std::panic::catch_unwind(|| target(&input));
        assert!(outcome.is_ok(), "{} fails", path.display());
        tried += 1;
    }
    assert!(tried >= 3, "{} holds only {tried} inputs", folder.display());
}

#[test]
fn no_kept_inbox_body_panics_or_breaks_its_limits() {
    replay("inbox", targets::inbox);
}

#[test]
fn no_kept_request_head_panics_or_passes_without_covering_what_it_must() {
    replay("signature", targets::signature);
}

#[test]
fn no_kept_html_comes_through_the_sanitiser_unsettled() {
    replay("sanitizer", targets::sanitizer);
}

#[test]
fn no_kept_webfinger_question_or_answer_panics() {
    replay("webfinger", targets::webfinger);
}

#[test]
fn no_kept_collection_panics_or_breaks_its_limits() {
    replay("collection", targets::collection);
}

#[test]
fn no_kept_page_or_call_of_a_stranger_panics() {
    replay("webmention", targets::webmention);
}
