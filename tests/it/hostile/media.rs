//! Group 13: SVG, polyglots, 50k×50k images, open proxy.

use super::house::House;
use crate::federation::peers::Ground;
use crate::support::fediverse::Document;
use houselights::service::media::{Purpose, remote_key};
use image::ImageFormat;
use serde_json::json;
use std::io::Cursor;

/// A PNG with something on it.
pub fn picture(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Png)
}

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

const SCRIPT: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

/// A PNG whose header promises as many pixels as it likes.
fn promising(width: u32, height: u32) -> Vec<u8> {
    let mut png = picture(8, 8);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let mut check = u32::MAX;
    for byte in &png[12..29] {
        check ^= u32::from(*byte);
        for _ in 0..8 {
            check = if check & 1 == 1 {
                (check >> 1) ^ 0xedb8_8320
            } else {
                check >> 1
            };
        }
    }
    png[29..33].copy_from_slice(&(!check).to_be_bytes());
    png
}

/// A GIF whose first bytes are a JavaScript variable: what a browser runs when it is told to.
fn gif_script() -> Vec<u8> {
    [
        b"GIF89a/*\x00\x00\xff\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;*/=1;alert(1)".as_slice(),
        SCRIPT,
    ]
    .concat()
}

impl House {
    /// Makes a picture of that name the attacker's avatar, and gives the path of our copy of it.
    async fn wear(&self, name: &str, media_type: &str, body: Vec<u8>) -> (String, String) {
        let url = self.eve.at(&format!("/pictures/{name}"));
        let document = Document {
            status: 200,
            media_type: media_type.to_owned(),
            body,
            headers: Vec::new(),
        };
        self.world.serve_as(&url, document);
        let mut actor = self.world.document(&self.eve.id).await;
        actor["icon"] = json!({"type": "Image", "mediaType": "image/png", "url": url});
        self.world.serve_object(&actor);
        assert_eq!(
            self.send(&self.eve, &self.activity(&self.eve, "Update", &actor)).await,
            202
        );
        self.settle().await;
        let copy = format!("/media/remote/{}.webp", remote_key(&url.parse().unwrap()));
        (url, copy)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_or_is_too_large_is_never_shown_and_asked_for_once() {
    let house = House::build(Ground::any()).await;
    let mut cut = picture(300, 300);
    cut.truncate(900);
    let bombs: Vec<(&str, &str, Vec<u8>)> = vec![
        ("a.svg", "image/svg+xml", SCRIPT.to_vec()),
        ("b.svg", "image/png", SCRIPT.to_vec()),
        ("c.html", "text/html", b"<script>alert(1)</script>".to_vec()),
        (
            "d.html",
            "image/png",
            b"<!doctype html><script>alert(1)</script>".to_vec(),
        ),
        ("e.json", "application/activity+json", picture(8, 8)),
        ("f.js", "image/gif", gif_script()),
        ("g.png", "image/png", promising(50_000, 50_000)),
        ("h.png", "image/png", promising(1, 2_000_000_000)),
        ("i.png", "image/png", promising(0, 0)),
        ("j.png", "image/png", cut),
        ("k.png", "image/png", Vec::new()),
        (
            "l.bmp",
            "image/bmp",
            b"BM\x00\x00\x00\x00\x00\x00\x00\x006\x00\x00\x00(\x00\x00\x00\xff\xff\xff\x7f".to_vec(),
        ),
        ("m.png", "image/png", vec![0; 9 << 20]),
    ];
    for (name, media_type, body) in bombs {
        let refused = house
            .peer
            .service
            .upload(&house.mara, body.clone(), "A lamp", Purpose::Picture)
            .await;
        if name != "e.json" {
            assert!(refused.is_err(), "{name} as an upload: {refused:?}");
        }
        let (_, copy) = house.wear(name, media_type, body).await;
        let before = house.snapshot().without(&["remote_media"]);
        for _ in 0..3 {
            let answer = house.peer.get(&copy, "image/webp,text/html").await;
            assert_eq!(answer.status, 404, "{name}");
            assert!(!String::from_utf8_lossy(&answer.body).contains("alert"), "{name}");
        }
        assert_eq!(
            house.fetched("evil", &format!("/pictures/{name}")),
            1,
            "{name}: once, and not for every visitor"
        );
        before.assert_same(&house.snapshot().without(&["remote_media"]), name);
    }
    assert_eq!(house.trap.touched(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_with_something_else_in_it_loses_it() {
    let house = House::build(Ground::any()).await;
    let behind = |format| [encoded(40, 40, format), SCRIPT.to_vec()].concat();
    for (name, body) in [
        ("a.png", behind(ImageFormat::Png)),
        ("b.jpg", behind(ImageFormat::Jpeg)),
        ("c.webp", behind(ImageFormat::WebP)),
        ("d.gif", behind(ImageFormat::Gif)),
    ] {
        let (url, copy) = house.wear(name, "image/png", body).await;
        let answer = house.peer.get(&copy, "text/html").await;
        assert_eq!(
            (answer.status.as_u16(), answer.content_type()),
            (200, Some("image/webp")),
            "{name}"
        );
        assert!(
            answer.body.starts_with(b"RIFF") && !answer.body.windows(5).any(|part| part == b"alert"),
            "{name}"
        );
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        // A site on plain http promises no https.
        assert!(!answer.headers.contains_key("strict-transport-security"));
        assert!(
            answer.headers["content-security-policy"]
                .to_str()
                .unwrap()
                .contains("sandbox")
        );
        // Pages name our copy, and never the original.
        let page = house.page(&house.page_path().await).await;
        assert!(page.contains(&copy) && !page.contains(&url), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_can_have_this_server_fetch_what_they_like() {
    let house = House::build(Ground::any()).await;
    let url = house.eve.at("/pictures/wanted.png");
    house.world.serve(&url, "image/png", picture(16, 16));
    let inside = house.trap.url("127.66.0.1", "/p.png");
    let before = house.snapshot();
    let encoded: String = url::form_urlencoded::byte_serialize(url.as_bytes()).collect();
    let key = remote_key(&url.parse().unwrap());
    for path in [
        format!("/media/remote/{key}.webp"),
        format!("/media/remote/{}.webp", remote_key(&inside.parse().unwrap())),
        format!("/media/remote/{encoded}.webp"),
        format!("/media/remote/{encoded}"),
        format!("/media/remote/x.webp?url={encoded}"),
        format!("/media/remote?url={encoded}"),
        "/media/remote/..%2f..%2f..%2fetc%2fpasswd.webp".to_owned(),
        "/media/remote/%00.webp".to_owned(),
        format!("/media/{encoded}/640.jpg"),
    ] {
        assert_eq!(house.peer.get(&path, "image/webp").await.status, 404, "{path}");
    }
    house.assert_untouched(&before, "a picture of nobody's");
    assert_eq!(house.fetched("evil", "/pictures"), 0);
    // Once it is somebody's, everybody who looks at once makes this server ask once.
    let (_, copy) = house.wear("wanted.png", "image/png", picture(16, 16)).await;
    let looks = (0..20).map(|_| house.peer.get(&copy, "image/webp"));
    for answer in futures_util::future::join_all(looks).await {
        assert_eq!(answer.status, 200);
    }
    assert_eq!(house.fetched("evil", "/pictures"), 1);
}
