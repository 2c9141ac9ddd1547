//! What people do on the pages, without JavaScript.

use super::browser::world;
use actix_web::http::header;
use actix_web::test::TestRequest;
use houselights::domain::account::Role;

const REVIEW: [(&str, &str); 11] = [
    ("film", "The Salt Road"),
    ("year", "1974"),
    ("headline", "A long & patient <wait>"),
    ("language", "en"),
    ("synopsis", "Two sisters."),
    ("take", "The middle hour *is* the film."),
    ("take.label", "My take"),
    ("bottom-line", "See it late."),
    ("teaser", "Salt, and a border."),
    ("viewings.0.seen_on", "2014-01"),
    ("do", "publish"),
];

#[actix_web::test]
async fn an_empty_site_makes_its_owner_and_keeps_what_was_typed_wrong() {
    let world = world().await;
    let mara = world.browser();
    let home = mara.get("/").await;
    assert_eq!((home.status, home.header("location")), (303, "/welcome"));
    mara.get("/welcome").await;
    let wrong = mara
        .post(
            "/welcome",
            &[("name", "Mara"), ("handle", "no spaces"), ("password", "short")],
        )
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        (wrong.value("name").as_str(), wrong.value("handle").as_str()),
        ("Mara", "no spaces")
    );
    assert_eq!(wrong.value("password"), "", "a password is never sent back");
    let made = mara
        .post(
            "/welcome",
            &[
                ("name", "Mara"),
                ("handle", "mara"),
                ("password", "a long enough secret"),
            ],
        )
        .await;
    assert_eq!((made.status, made.header("location")), (303, "/?done=welcome"));
    assert!(mara.get("/").await.body.contains("Write the first review"));
    assert_eq!(
        world.browser().get("/welcome").await.status,
        303,
        "nobody can do it again"
    );
}

#[actix_web::test]
async fn a_review_is_written_read_edited_and_taken_back() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    let saved = mara.post("/write", &REVIEW).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, "/@mara/the-salt-road-1974?done=published")
    );
    let anybody = world.browser();
    let page = anybody.get("/@mara/the-salt-road-1974").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("A long &#38; patient &#60;wait&#62;") && page.body.contains("<em>is</em>"));
    assert!(page.body.contains("January 2014") && page.body.contains("Seen once"));
    let etag = page.header("etag").to_owned();
    let again = TestRequest::get()
        .uri("/@mara/the-salt-road-1974")
        .insert_header((header::IF_NONE_MATCH, etag));
    assert_eq!(anybody.send(again).await.status, 304);

    let drafts = mara.get("/drafts").await.body;
    let id = drafts
        .split("/write/")
        .nth(1)
        .and_then(|rest| rest.split(['"', '/']).next())
        .unwrap()
        .to_owned();
    let editor = mara.get(&format!("/write/{id}")).await;
    assert_eq!(editor.value("take"), "The middle hour *is* the film.");
    let mut edited = REVIEW;
    edited[5] = ("take", "The first hour is the film.");
    assert_eq!(mara.post(&format!("/write/{id}"), &edited).await.status, 303);
    let page = anybody.get("/@mara/the-salt-road-1974").await;
    assert!(page.body.contains("first hour"), "a kept page is never out of date");
    assert!(anybody.get("/").await.body.contains("The Salt Road"));

    assert_eq!(mara.post(&format!("/write/{id}/withdraw"), &[]).await.status, 303);
    assert_eq!(anybody.get("/@mara/the-salt-road-1974").await.status, 410);
    assert_eq!(anybody.get(&format!("/r/{id}")).await.status, 410);
    assert!(!anybody.get("/").await.body.contains("The Salt Road"));
}

#[actix_web::test]
async fn nothing_typed_in_the_editor_is_lost_whatever_goes_wrong() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    let mut wrong = REVIEW;
    wrong[1] = ("year", "ninteen");
    let keeps_all = |answer: &super::browser::Answer, case: &str| {
        for (name, value) in wrong.iter().filter(|(name, _)| *name != "do") {
            assert_eq!(answer.value(name), *value, "{case}: {name}");
        }
    };
    let invalid = mara.post("/write", &wrong).await;
    assert_eq!(invalid.status, 422);
    assert!(invalid.body.contains("id=\"year.wrong\""));
    keeps_all(&invalid, "a wrong field");

    let mut expired = vec![("csrf", "a token of last week"), ("whole", "yes")];
    expired.extend_from_slice(&wrong);
    let answer = mara.post_raw("/write", &expired).await;
    assert_eq!(answer.status, 403);
    keeps_all(&answer, "an expired form");

    mara.lose_session();
    let mut with_step = wrong.to_vec();
    with_step.push(("step", "01step"));
    let answer = mara.post("/write", &with_step).await;
    assert_eq!(answer.status, 401);
    keeps_all(&answer, "a session that ended");
    assert!(
        answer.body.contains("value=\"01step\" checked"),
        "the rating is carried along"
    );

    let stranger = world.site.person("eve", Role::Reviewer).await;
    drop(stranger);
    let eve = world.signed_in("eve").await;
    let answer = eve.post("/write/01notmine", &wrong).await;
    keeps_all(&answer, "a review of somebody else");
}

#[actix_web::test]
async fn a_form_sent_before_its_page_had_arrived_saves_nothing_and_loses_nothing() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    let token = mara.get("/write").await.value("csrf");
    let mut torn = vec![("csrf", token.as_str())];
    torn.extend(REVIEW.into_iter().filter(|(name, _)| *name != "teaser"));
    let answer = mara.post_raw("/write", &torn).await;
    assert_eq!(answer.status, 400, "{}", answer.body);
    assert!(answer.body.contains("The middle hour *is* the film.") && answer.body.contains("nothing was saved"));
    assert!(
        answer.body.contains("href=\"/write\"") && !answer.body.contains("bottom-line"),
        "no raw names"
    );
    assert!(!mara.get("/drafts").await.body.contains("The Salt Road"));

    let token = mara.get("/settings").await.value("csrf");
    let settings = [
        ("csrf", token.as_str()),
        ("name", "Somebody"),
        ("summary", "A long text about me"),
    ];
    let answer = mara.post_raw("/settings", &settings).await;
    assert!(answer.status == 400 && answer.body.contains("A long text about me"));
    assert_eq!(mara.get("/settings").await.value("name"), "MARA");
    let scale = [
        ("csrf", token.as_str()),
        ("steps.0.label", "Worth the tram"),
        ("steps.1.label", "Not"),
        ("do", "save"),
    ];
    let answer = mara.post_raw("/settings/scales/new", &scale).await;
    assert!(answer.status == 400 && answer.body.contains("Worth the tram"));
    for page in ["/write", "/settings", "/settings/scales/new"] {
        assert_eq!(mara.get(page).await.value("whole"), "yes", "{page}");
    }
}

#[actix_web::test]
async fn who_is_signed_in_stays_so_on_an_error_page() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    for path in [
        "/nowhere",
        "/nowhere/at/all",
        "/@nobody",
        "/r/01nothing",
        "/c/01nothing",
        "/films/none",
    ] {
        let page = mara.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(
            page.body.contains("Sign out") && !page.body.contains("href=\"/sign-in\""),
            "{path}"
        );
    }
    assert!(world.browser().get("/nowhere").await.body.contains("href=\"/sign-in\""));
}

#[actix_web::test]
async fn the_scale_an_account_begins_with_makes_room_for_the_reviewers_own_words() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    let offers = |page: &super::browser::Answer, word: &str| page.body.contains(&format!("> {word}</label>"));
    let first = mara.get("/write").await;
    assert!(offers(&first, "Masterpiece"));
    let step = first.body.split("> Masterpiece</label>").next().unwrap();
    let step = step
        .rsplit("value=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let mut rated = REVIEW.to_vec();
    rated.push(("step", step.as_str()));
    assert_eq!(mara.post("/write", &rated).await.status, 303);
    let own = [
        ("name", "Trams"),
        ("steps.0.label", "Walked"),
        ("steps.1.label", "Took the tram"),
        ("do", "save"),
    ];
    assert_eq!(mara.post("/settings/scales/new", &own).await.status, 303);
    let new = mara.get("/write").await;
    assert!(offers(&new, "Took the tram") && !offers(&new, "Masterpiece"));
    let drafts = mara.get("/drafts").await.body;
    let id = drafts
        .split("/write/")
        .nth(1)
        .and_then(|rest| rest.split(['"', '/']).next())
        .unwrap();
    let old = mara.get(&format!("/write/{id}")).await;
    assert!(
        offers(&old, "Took the tram") && offers(&old, "Masterpiece"),
        "a rating that was given stays"
    );
}

#[actix_web::test]
async fn no_form_without_its_token_changes_anything() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    mara.post("/write", &REVIEW).await;
    for path in [
        "/write",
        "/write/1",
        "/write/1/delete",
        "/write/1/withdraw",
        "/write/1/revive",
        "/settings",
        "/settings/password",
        "/settings/scales/new",
        "/settings/scales/1",
        "/settings/scales/1/delete",
        "/settings/scales/1/replace",
        "/settings/scales/1/restore",
        "/appearance",
        "/following",
        "/people/1/follow",
        "/people/1/unfollow",
        "/people/1/accept",
        "/people/1/refuse",
        "/news",
        "/r/1/reply",
        "/r/1/like",
        "/c/1/boost",
        "/c/1/reply",
        "/c/1/edit",
        "/c/1/delete",
        "/c/1/remove",
        "/c/1/restore",
        "/elsewhere/1/like",
        "/sign-out",
    ] {
        let answer = mara
            .post_raw(
                path,
                &[
                    ("csrf", "forged"),
                    ("text", "kept words"),
                    ("do", "publish"),
                    ("whole", "yes"),
                ],
            )
            .await;
        assert_eq!(answer.status, 403, "{path}: {}", answer.body);
    }
    for path in ["/sign-in", "/welcome"] {
        let answer = world
            .browser()
            .post_raw(path, &[("handle", "mara"), ("password", "password of mara")])
            .await;
        assert_eq!(answer.status, 403, "{path}");
    }
}

#[actix_web::test]
async fn a_comment_and_a_like_stand_on_the_page_at_once() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    world.site.person("jonas", Role::Member).await;
    let (mara, jonas, anybody) = (
        world.signed_in("mara").await,
        world.signed_in("jonas").await,
        world.browser(),
    );
    mara.get("/write").await;
    mara.post("/write", &REVIEW).await;
    let page = "/@mara/the-salt-road-1974";
    assert!(anybody.get(page).await.body.contains("Nobody has said anything yet"));
    let seen = jonas.get(page).await.body;
    let root = seen
        .split("action=\"/r/")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .unwrap()
        .to_owned();
    let said = jonas
        .post(&format!("/r/{root}/reply"), &[("text", "The *bakery* scene!")])
        .await;
    assert_eq!(said.status, 303, "{}", said.body);
    let comment = said.header("location").split("#c-").nth(1).unwrap().to_owned();
    assert_eq!(jonas.post(&format!("/r/{root}/like"), &[]).await.status, 303);
    let answered = mara
        .post(&format!("/c/{comment}/reply"), &[("text", "Look at her left hand.")])
        .await;
    assert_eq!(answered.status, 303);
    let now = anybody.get(page).await.body;
    assert!(now.contains("<em>bakery</em>") && now.contains("left hand") && now.contains("one like"));
    assert!(
        !now.contains("name=\"csrf\""),
        "a page for everybody holds nobody's token"
    );
    let empty = jonas.post(&format!("/r/{root}/reply"), &[("text", "  ")]).await;
    assert_eq!(empty.status, 422);
    assert_eq!(jonas.post(&format!("/c/{comment}/delete"), &[]).await.status, 303);
    let now = anybody.get(page).await.body;
    assert!(!now.contains("bakery") && now.contains("was deleted by its author") && now.contains("left hand"));
}

#[actix_web::test]
async fn members_do_not_get_to_the_desk_and_visitors_are_asked_to_sign_in() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    world.site.person("jonas", Role::Member).await;
    let jonas = world.signed_in("jonas").await;
    for path in ["/write", "/drafts", "/settings/scales"] {
        assert_eq!(jonas.get(path).await.status, 403, "{path}");
        let asked = world.browser().get(path).await;
        assert_eq!(asked.status, 303);
        assert!(asked.header("location").starts_with("/sign-in?next=%2F"), "{path}");
    }
}

#[actix_web::test]
async fn signing_in_leads_back_but_never_away() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    for (next, location) in [
        ("/drafts", "/drafts"),
        ("//evil.example/", "/"),
        ("https://evil.example", "/"),
        ("/\\evil", "/"),
    ] {
        let browser = world.browser();
        browser.get("/sign-in").await;
        let fields = [("handle", "mara"), ("password", "password of mara"), ("next", next)];
        assert_eq!(
            browser.post("/sign-in", &fields).await.header("location"),
            location,
            "{next}"
        );
    }
}

#[actix_web::test]
async fn guessing_passwords_is_slowed_down() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let browser = world.browser();
    browser.get("/sign-in").await;
    let limit = world.site.service.config().accounts.sign_in_attempts;
    for _ in 0..limit {
        assert_eq!(
            browser
                .post("/sign-in", &[("handle", "mara"), ("password", "a guess")])
                .await
                .status,
            422
        );
    }
    let answer = browser
        .post("/sign-in", &[("handle", "mara"), ("password", "password of mara")])
        .await;
    assert_eq!(answer.status, 429);
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
}

#[actix_web::test]
async fn every_answer_forbids_scripts_sniffing_and_frames() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    for path in ["/", "/sign-in", "/nowhere", "/media/remote/abc.webp", "/@mara"] {
        let answer = world.browser().get(path).await;
        assert!(
            answer.header("content-security-policy").contains("default-src 'none'"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("content-security-policy").contains("unsafe"), "{path}");
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000", "{path}");
    }
}

#[actix_web::test]
async fn an_error_is_a_page_for_people_and_a_document_for_programs() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let page = world.browser().get("/@nobody").await;
    assert_eq!(page.status, 404);
    assert!(page.body.contains("<h1"));
    let request = TestRequest::get()
        .uri("/@nobody")
        .insert_header((header::ACCEPT, "application/json"));
    let document = world.browser().send(request).await;
    assert_eq!(
        (document.status, document.header("content-type")),
        (404, "application/problem+json")
    );
    let json: serde_json::Value = serde_json::from_str(&document.body).unwrap();
    assert_eq!(json["status"], 404);
    assert!(json["type"].as_str().unwrap().ends_with("not-found"));
    let wrong_method = world.browser().send(TestRequest::post().uri("/drafts")).await;
    assert!(matches!(wrong_method.status, 404 | 405), "{}", wrong_method.status);
    let head = TestRequest::default()
        .method(actix_web::http::Method::HEAD)
        .uri("/@mara");
    assert_eq!(world.browser().send(head).await.status, 200);
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = image::RgbImage::from_pixel(width, height, image::Rgb([180, 90, 20]));
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[actix_web::test]
async fn a_poster_is_taken_in_and_served_as_nothing_but_an_image() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    let no_alt = mara.post_file("/write", &REVIEW, ("poster", &png(800, 1200))).await;
    assert_eq!(no_alt.status, 422, "publishing needs a description");
    let poster = no_alt.value("poster_id");
    assert!(!poster.is_empty(), "the picture itself is kept");
    let mut whole = REVIEW.to_vec();
    whole.extend([("poster_id", poster.as_str()), ("poster_alt", "A road")]);
    assert_eq!(mara.post("/write", &whole).await.status, 303);
    let page = world.browser().get("/@mara/the-salt-road-1974").await.body;
    let src = page
        .split("src=\"/media/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let request = TestRequest::get()
        .uri(&format!("/media/{src}"))
        .insert_header((header::ACCEPT, "application/activity+json"));
    let image = world.browser().send(request).await;
    assert_eq!((image.status, image.header("content-type")), (200, "image/jpeg"));
    assert!(image.header("cache-control").contains("immutable"));
    assert_eq!(image.header("x-content-type-options"), "nosniff");
    assert!(page.contains("alt=\"A road\""));
}

#[actix_web::test]
async fn an_image_that_cannot_be_taken_says_so_and_costs_no_text() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    let huge = vec![0_u8; 9 * 1024 * 1024];
    let endless = vec![0_u8; 33 * 1024 * 1024];
    let cut = png(400, 600).into_iter().take(300).collect::<Vec<u8>>();
    let cases: [(&str, &[u8]); 4] = [
        ("text", b"<svg onload=alert(1)>"),
        ("cut", &cut),
        ("huge", &huge),
        ("endless", &endless),
    ];
    for (case, bytes) in cases {
        let answer = mara.post_file("/write", &REVIEW, ("poster", bytes)).await;
        assert_eq!(answer.status, 422, "{case}");
        assert!(answer.body.contains("id=\"poster.wrong\""), "{case}");
        assert_eq!(answer.value("take"), "The middle hour *is* the film.", "{case}");
    }
    assert_eq!(
        world.browser().get("/@mara/the-salt-road-1974").await.status,
        404,
        "nothing was half-written"
    );
}

#[actix_web::test]
async fn a_review_is_scheduled_moved_and_called_off_and_nobody_sees_it_meanwhile() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    let day = (world.site.service.env().clock.now() + chrono::TimeDelta::days(30))
        .format("%Y-%m-%d")
        .to_string();
    let typed = |zone: &'static str, date: &str| {
        let mut fields: Vec<(&'static str, String)> = REVIEW.map(|(name, value)| (name, value.to_owned())).to_vec();
        fields.retain(|(name, _)| *name != "do");
        fields.extend([
            ("do", "schedule".to_owned()),
            ("publish_date", date.to_owned()),
            ("publish_time", "18:30".to_owned()),
            ("publish_zone", zone.to_owned()),
        ]);
        fields
    };
    let post = async |path: &str, fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        mara.post(path, &fields).await
    };
    let late = post("/write", typed("Asia/Tokyo", "2020-02-02")).await;
    assert_eq!(late.status, 422);
    assert!(late.body.contains("This moment has passed: in Asia/Tokyo it is"));
    assert_eq!(late.value("take"), "The middle hour *is* the film.");
    assert_eq!(late.value("publish_time"), "18:30");
    let pressed = |button: &str| {
        let mut fields = typed("Asia/Tokyo", &day);
        fields.retain(|(name, _)| *name != "do");
        fields.push(("do", button.to_owned()));
        fields
    };
    let unclear = post("/write", pressed("publish")).await;
    assert_eq!(unclear.status, 422);
    assert!(unclear.body.contains("A day is typed here. Press Schedule"));
    let kept = post("/write", pressed("save")).await;
    assert_eq!(kept.status, 200);
    assert!(kept.body.contains("The draft is saved, but not the day"));
    assert_eq!(kept.value("publish_date"), day);
    let drafts = mara.get("/drafts").await.body;
    let draft = drafts
        .split("/write/")
        .nth(1)
        .and_then(|rest| rest.split(['"', '/']).next())
        .unwrap();
    assert!(
        kept.body.contains(&format!("/write/{draft}")),
        "the next press changes that draft"
    );
    assert_eq!(mara.post(&format!("/write/{draft}/delete"), &[]).await.status, 303);
    let saved = post("/write", typed("Asia/Tokyo", &day)).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, "/drafts?done=scheduled")
    );

    let drafts = mara.get("/drafts").await.body;
    assert!(
        drafts.contains("Scheduled") && drafts.contains("18:30 (Asia/Tokyo)"),
        "{drafts}"
    );
    let id = drafts
        .split("/write/")
        .nth(1)
        .and_then(|rest| rest.split(['"', '/']).next())
        .unwrap()
        .to_owned();
    let anybody = world.browser();
    for (path, status) in [
        ("/@mara/the-salt-road-1974", 404),
        (format!("/r/{id}").as_str(), 404),
        ("/films/the-salt-road-1974", 404),
        ("/", 200),
        ("/feed.atom", 200),
        ("/@mara", 200),
        ("/@mara/feed.json", 200),
        ("/sitemap.xml", 200),
        ("/search?q=salt+road", 200),
        ("/nodeinfo/2.1", 200),
    ] {
        let answer = anybody.get(path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        let shown = answer
            .body
            .replace("q=salt+road", "")
            .replace("value=\"salt road\"", "");
        assert!(
            !shown.contains("Salt Road") && !shown.contains("middle hour"),
            "{path}: {shown}"
        );
    }

    let editor = mara.get(&format!("/write/{id}")).await;
    assert_eq!(
        (editor.value("publish_date"), editor.value("publish_time")),
        (day.clone(), "18:30".to_owned())
    );
    assert!(
        editor
            .body
            .contains(r#"<option value="Asia/Tokyo" selected>Tokyo</option>"#)
    );
    let moved = post(&format!("/write/{id}"), typed("America/Argentina/Buenos_Aires", &day)).await;
    assert_eq!(moved.status, 303);
    assert!(
        mara.get("/drafts")
            .await
            .body
            .contains("18:30 (America/Argentina/Buenos_Aires)")
    );
    let off = mara.post(&format!("/write/{id}/unschedule"), &[]).await;
    assert_eq!(
        (off.status, off.header("location")),
        (303, format!("/write/{id}?done=unscheduled").as_str())
    );
    assert_eq!(mara.post(&format!("/write/{id}/unschedule"), &[]).await.status, 409);
}

#[actix_web::test]
async fn the_time_zone_of_an_account_is_what_the_editor_begins_with() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    assert!(
        mara.get("/write")
            .await
            .body
            .contains(r#"<option value="UTC" selected>"#)
    );
    mara.get("/settings").await;
    let (name, whole) = (("name", "Mara"), ("whole", "yes"));
    let wrong = mara
        .post("/settings", &[name, whole, ("time_zone", "Mars/Olympus")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Choose a time zone from the list."));
    let saved = mara
        .post("/settings", &[name, whole, ("time_zone", "Europe/Lisbon")])
        .await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    for path in ["/write", "/settings"] {
        let page = mara.get(path).await;
        assert!(
            page.body
                .contains(r#"<option value="Europe/Lisbon" selected>Lisbon</option>"#),
            "{path}"
        );
    }
}
