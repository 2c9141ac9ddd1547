use super::*;
use std::time::{Duration, Instant};

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn target() -> Url {
    url("https://films.example/@mara/heat-1995")
}

fn page(html: &str) -> WebPage {
    read(html, &url("https://blog.example/posts/7"), Some(&target()))
}

#[test]
fn a_link_counts_where_a_reader_can_see_it() {
    for html in [
        "<p>See <a href='https://films.example/@mara/heat-1995'>this</a>",
        "<a href=\"HTTPS://FILMS.example:443/@mara/heat-1995#take\">x</a>",
        "<base href='https://films.example/'><a href='/@mara/heat-1995'>x</a>",
        "<blockquote cite='https://films.example/@mara/heat-1995'>x</blockquote>",
        "<map><area href=https://films.example/@mara/heat-1995></map>",
        "<!-- no --><div><a title='a > b' href=' https://films.example/@mara/heat-1995 '>x",
    ] {
        assert!(page(html).links, "{html}");
    }
}

#[test]
fn a_link_that_nobody_sees_or_that_leads_elsewhere_does_not_count() {
    for html in [
        "<!-- <a href='https://films.example/@mara/heat-1995'>x</a> -->",
        "<script>var a = \"<a href='https://films.example/@mara/heat-1995'>\"</script>",
        "<style><a href='https://films.example/@mara/heat-1995'></style>",
        "<template><a href='https://films.example/@mara/heat-1995'>x</a></template>",
        "<noscript><a href='https://films.example/@mara/heat-1995'>x</a></noscript>",
        "<textarea><a href='https://films.example/@mara/heat-1995'></textarea>",
        "https://films.example/@mara/heat-1995",
        "<a data-href='https://films.example/@mara/heat-1995'>x</a>",
        "<a href='https://films.example/@mara/heat-1995/'>x</a>",
        "<a href='https://films.example/@mara/heat-1995?x'>x</a>",
        "<a href='http://films.example/@mara/heat-1995'>x</a>",
        "<a href='https://films.example.evil.example/@mara/heat-1995'>x</a>",
        "<link rel=canonical href='https://films.example/@mara/heat-1995'>",
    ] {
        assert!(!page(html).links, "{html}");
    }
}

#[test]
fn the_endpoint_is_the_first_link_or_anchor_that_says_so() {
    let base = url("https://blog.example/posts/7");
    let endpoint = |html: &str| read(html, &base, None).endpoint.map(String::from);
    let hook = Some("https://blog.example/hook".to_owned());
    assert_eq!(
        endpoint("<link rel=webmention href=/hook><a rel=webmention href=/b>"),
        hook
    );
    assert_eq!(
        endpoint("<p><a href='/hook' rel='nofollow Webmention'>x</a><link rel=webmention href=/b>"),
        hook
    );
    assert_eq!(
        endpoint("<a rel=webmention href=''>x</a>").as_deref(),
        Some(base.as_str())
    );
    assert_eq!(endpoint("<base href='/x/'><link rel=webmention href=../hook>"), hook);
    for none in [
        "<a rel=webmention>x</a>",
        "<!-- <link rel=webmention href=/hook> -->",
        "<a rel=not-webmention href=/hook>x</a>",
        "&lt;link rel=webmention href=/hook&gt;",
    ] {
        assert_eq!(endpoint(none), None, "{none}");
    }
}

#[test]
fn an_entry_says_its_name_its_words_its_author_and_its_date() {
    let got = page(
        r#"<html lang="en-GB"><head><title>Salt – Ana's blog</title></head><body>
        <article class="h-entry"><h1 class="p-name">Salt &amp; <em>light</em></h1>
        <p class="p-author h-card"><img class="u-photo" src="/ana.jpg" alt=""><a class="p-name u-url" href="/">Ana Bell</a></p>
        <time class="dt-published" datetime="2026-10-03T18:05:00+02:00">3 October</time>
        <div class="e-content"><p>First paragraph.</p><p>See <a href="https://films.example/@mara/heat-1995">Mara</a>.</p></div>
        <div class="u-like-of h-cite"><span class="p-name">Another text</span></div></article></body></html>"#,
    );
    assert!(got.links);
    assert_eq!(got.title, "Salt & light");
    assert_eq!(got.words, "First paragraph. See Mara.");
    let author = got.author.unwrap();
    assert_eq!(author.name, "Ana Bell");
    assert_eq!(author.url, Some(url("https://blog.example/")));
    assert_eq!(author.photo, Some(url("https://blog.example/ana.jpg")));
    assert_eq!(got.published_at.unwrap().to_rfc3339(), "2026-10-03T16:05:00+00:00");
    assert_eq!(got.language.as_deref(), Some("en-GB"));
}

#[test]
fn shorter_ways_of_saying_the_same_are_understood() {
    let linked = |html: &str| {
        let got = page(html);
        let author = got.author.clone().unwrap_or_default();
        (got.title, author.name, author.url.map(String::from))
    };
    let ana = || Some("https://ana.example/".to_owned());
    assert_eq!(
        linked(
            "<title>T</title><div class=h-entry><a class='p-author h-card' href='https://ana.example/'>Ana</a> <b class=p-name>N</b></div>"
        ),
        ("N".into(), "Ana".into(), ana())
    );
    assert_eq!(
        linked("<title>T</title><div class=h-entry><a class=p-author href='https://ana.example/'>Ana</a></div>"),
        ("T".into(), "Ana".into(), ana())
    );
    assert_eq!(
        linked(
            "<title>T</title><a class=h-card href='https://ana.example/'><img src=/a.png alt=''>Ana</a><div class=h-entry>x</div>"
        ),
        ("T".into(), "Ana".into(), ana())
    );
    assert_eq!(
        linked("<title> A plain\n page </title><p>x"),
        ("A plain page".into(), String::new(), None)
    );
    assert_eq!(
        linked("<title>T</title><div class=h-entry><p class='p-name e-content'>Only a note.</p></div>").0,
        "T"
    );
}

#[test]
fn of_several_entries_the_one_that_links_is_taken() {
    let got = page(
        "<div class=h-feed><div class=h-entry><p class=p-name>One</p></div><div class=h-entry><p class=p-name>Two</p>\
         <a href='https://films.example/@mara/heat-1995'>x</a></div></div>",
    );
    assert_eq!(got.title, "Two");
}

#[test]
fn a_text_links_where_the_address_is_a_word_of_its_own() {
    assert!(text_links(
        "see <https://films.example/@mara/heat-1995>, please",
        &target()
    ));
    assert!(!text_links("see https://films.example/@mara/heat-19951", &target()));
}

#[test]
fn links_are_found_once_each_and_no_more_than_asked_for() {
    let html = "<a href='https://a.example/'>1</a><a href='https://a.example/'>2</a><a href='mailto:x@a.example'>3</a>\
                <a href='/here'>4</a><a href='https://b.example/'>5</a>";
    let found: Vec<String> = links_in(html, 10).into_iter().map(String::from).collect();
    assert_eq!(found, ["https://a.example/", "https://b.example/"]);
    assert_eq!(links_in(html, 1).len(), 1);
}

#[test]
fn a_link_after_much_data_in_one_attribute_is_found() {
    let data = "{'a': [1, 2, 3]}, ".repeat(1_500);
    let html =
        format!("<!-- {data} --><div data-x=\"{data}\">x</div><a href='https://films.example/@mara/heat-1995'>x</a>");
    assert!(page(&html).links);
    let picture = format!(
        "<img src='data:image/png;base64,{}'><a href='https://films.example/@mara/heat-1995'>x</a>",
        "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4/8".repeat(8_000)
    );
    assert!(page(&picture).links);
}

#[test]
fn pages_made_to_be_slow_are_read_in_time() {
    let formatting: String = (0..30_000).map(|n| format!("<b id={n}>")).collect();
    let attributes: String = (0..50_000).map(|n| format!(" a{n}=b")).collect();
    for html in [
        format!("{formatting}{}", "<p>x</p>".repeat(60_000)),
        format!(
            "{}{}",
            "<div class='h-entry p-name h-card'>x".repeat(20_000),
            "</div>".repeat(20_000)
        ),
        format!("{}{}", "<i>".repeat(100_000), "</b>".repeat(150_000)),
        format!("<a{attributes}>{}", "<!--".repeat(100_000)),
        format!("<!-- <x y=\"--><a{attributes}>"),
        format!("<a{}>", attributes.replace("=b", "=\"<x>\"")),
        "<a href='".repeat(100_000),
        "&amp".repeat(250_000),
    ] {
        let begun = Instant::now();
        page(&html);
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{:?} for {}",
            begun.elapsed(),
            html.get(..40).unwrap()
        );
    }
}

#[test]
fn an_endpoint_that_is_no_web_address_is_none() {
    for odd in [
        "htvps://films.example/wm",
        "mailto:ada@films.example",
        "javascript:alert(1)",
        "https://me:secret@films.example/",
    ] {
        assert_eq!(
            page(&format!("<a rel=webmention href='{odd}'>x</a>")).endpoint,
            None,
            "{odd}"
        );
    }
    let next =
        page("<a rel=webmention href='data:,x'>x</a><link rel=webmention href='https://blog.example/wm'>").endpoint;
    assert_eq!(next.map(String::from).as_deref(), Some("https://blog.example/wm"));
}
