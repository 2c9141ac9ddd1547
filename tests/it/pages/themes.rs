//! The theme of the site, as readers get it.

use super::browser::world;
use houselights::domain::account::Role;

fn sheet_of(page: &str) -> Option<String> {
    let link = page.split(r#"<link rel="stylesheet" href="/theme/"#).nth(1)?;
    Some(format!("/theme/{}", link.split('"').next().unwrap()))
}

#[actix_web::test]
async fn a_chosen_theme_is_on_every_page_at_once_and_its_style_sheet_may_be_kept_for_ever() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let (mara, anybody) = (world.signed_in("mara").await, world.browser());
    assert_eq!(sheet_of(&anybody.get("/").await.body), None);
    assert_eq!(anybody.get("/theme/abc.css").await.status, 404);
    mara.get("/settings/theme").await;
    let chosen = mara
        .post("/settings/theme", &[("choice", "velvet"), ("whole", "yes")])
        .await;
    assert_eq!(
        (chosen.status, chosen.header("location")),
        (303, "/settings/theme?done=site-theme")
    );
    let velvet = sheet_of(&anybody.get("/").await.body).expect("a kept page is never out of date");
    let css = anybody.get(&velvet).await;
    assert_eq!(
        (css.status, css.header("content-type")),
        (200, "text/css; charset=utf-8")
    );
    assert_eq!(css.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(css.body.contains("--accent:#a3152c;") && css.body.contains("--accent:#e3b55c;"));
    let policy = anybody.get("/").await;
    assert!(policy.header("content-security-policy").contains("style-src 'self';"));
    assert_eq!(
        sheet_of(&anybody.get("/nowhere").await.body).as_ref(),
        Some(&velvet),
        "on error pages too"
    );

    mara.get("/settings/theme").await;
    let own = [("choice", "own"), ("css", ":root{--accent:#004400}"), ("whole", "yes")];
    assert_eq!(mara.post("/settings/theme", &own).await.status, 303);
    let now = sheet_of(&anybody.get("/").await.body).unwrap();
    assert_ne!(now, velvet);
    let old = anybody.get(&velvet).await;
    assert_eq!((old.status, old.header("location")), (302, now.as_str()));
}

#[actix_web::test]
async fn a_file_that_is_refused_says_why_and_is_kept_in_the_form() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    world.site.person("tom", Role::Reviewer).await;
    let mara = world.signed_in("mara").await;
    mara.get("/settings/theme").await;
    let css = ":root { --muted: #8f877a; }";
    let refused = mara
        .post("/settings/theme", &[("choice", "own"), ("css", css), ("whole", "yes")])
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .body
            .contains("light: --muted on --bg has 3.40, but needs 4.5 at least.")
    );
    assert_eq!(refused.value("css"), css);
    assert_eq!(sheet_of(&refused.body), None);

    let fields = [("choice", "velvet"), ("css", css), ("whole", "yes")];
    let file = ("file", b"</style><script>alert(1)</script>".as_slice());
    let refused = mara.post_file("/settings/theme", &fields, file).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("is not read") && !refused.body.contains("<script>"));
    let refused = mara
        .post_file("/settings/theme", &fields, ("file", &[0xff, 0xfe, 0x00]))
        .await;
    assert!(refused.body.contains("not text in UTF-8"));
    assert_eq!(refused.value("css"), css);
    let taken = mara
        .post_file("/settings/theme", &fields, ("file", b":root { --link: navy }"))
        .await;
    assert_eq!(taken.status, 303);
    assert!(sheet_of(&mara.get("/").await.body).is_some());

    let tom = world.signed_in("tom").await;
    assert_eq!(tom.get("/settings/theme").await.status, 403);
    assert!(!tom.get("/settings").await.body.contains("/settings/theme"));
    let asked = world.browser().get("/settings/theme").await;
    assert_eq!(
        (asked.status, asked.header("location")),
        (303, "/sign-in?next=%2Fsettings%2Ftheme")
    );
}
