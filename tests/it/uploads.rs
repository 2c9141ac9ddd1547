//! Pictures that are too large, broken or something else, and a disk that is full: through the real form.

use crate::support::server::{Database, PASSWORD, TestServer, visitors_net};
use houselights::cli::demo::browser::{Browser, Page};
use image::ImageFormat;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

async fn desk(server: &TestServer) -> Browser {
    let mut browser = Browser::new(&visitors_net());
    let page = browser.open(&server.at("/sign-in")).await.unwrap();
    let form = page
        .form("/sign-in")
        .unwrap()
        .with("handle", "mara")
        .with("password", PASSWORD);
    browser.submit(&page, &form, None).await.unwrap();
    browser
}

async fn upload(server: &TestServer, browser: &mut Browser, name: &str, bytes: Vec<u8>) -> Page {
    let page = browser.open(&server.at("/write")).await.unwrap();
    let form = page
        .form("/write")
        .unwrap()
        .with("film", "The Long Platform")
        .with("take", "Words that must not be lost.")
        .with("language", "en")
        .with("poster_alt", "A lamp")
        .with_file("poster", name, "image/png", bytes);
    browser.submit(&page, &form, Some(("do", "save"))).await.unwrap()
}

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 251) as u8, (y % 241) as u8, (x * y % 239) as u8])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A PNG whose header promises more pixels than any memory holds.
fn bomb() -> Vec<u8> {
    let mut png = picture(8, 8, ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let check = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&check.to_be_bytes());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

fn files_below(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_below(&path) } else { 1 })
        .sum()
}

#[tokio::test]
async fn bad_pictures_are_refused_in_words_and_nothing_typed_is_lost() {
    let mut server = TestServer::prepare("upload", &Database::Sqlite);
    server.set_up("mara");
    server.start_and_wait().await;
    let mut browser = desk(&server).await;
    let good = picture(300, 450, ImageFormat::Png);
    let half = good[..good.len() / 2].to_vec();
    let mut broken = good.clone();
    let middle = broken.len() / 2;
    broken[middle..middle + 64].fill(0);
    let huge = vec![0_u8; 9 << 20];
    for (what, bytes) in [
        ("half a picture", half),
        ("a damaged picture", broken),
        ("fifty thousand by fifty thousand pixels", bomb()),
        (
            "an SVG",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(),
        ),
        ("a text", b"not a picture at all".to_vec()),
        ("a web page", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("nine megabytes", huge),
    ] {
        let page = upload(&server, &mut browser, "poster.png", bytes).await;
        let status = page.status.as_u16();
        assert!((400..500).contains(&status), "{what}: {status}\n{}", page.text());
        let form = page.form("/write").unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(
            form.value("take").map(str::trim),
            Some("Words that must not be lost."),
            "{what}"
        );
        assert!(
            page.html().contains("poster.wrong"),
            "{what} is not explained beside the field: {}",
            page.text()
        );
    }
    assert_eq!(files_below(&server.folder.join("media")), 0, "nothing half-written");
    let page = upload(&server, &mut browser, "poster.png", good).await;
    assert!(
        page.status.is_success() && files_below(&server.folder.join("media")) > 0,
        "{}",
        page.text()
    );
    assert!(!server.log().contains("panicked"));
}

/// A small file system of its own; `None` where that is not allowed.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=600k", "tmpfs"])
            .arg(at)
            .output()
            .ok()?;
        done.status.success().then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(&self.0).output().ok();
    }
}

#[tokio::test]
async fn a_full_disk_refuses_the_upload_in_words_and_leaves_nothing_behind() {
    let mut server = TestServer::prepare("full", &Database::Sqlite);
    let Some(disk) = SmallDisk::mount(&server.folder.join("small")) else {
        eprintln!("skipped: a small file system cannot be mounted here");
        return;
    };
    let media = disk.0.join("media");
    server.set("media.path", media.to_str().unwrap());
    server.set_up("mara");
    server.start_and_wait().await;
    let mut browser = desk(&server).await;
    std::fs::write(disk.0.join("ballast"), vec![1_u8; 560 << 10]).unwrap();
    let page = upload(
        &server,
        &mut browser,
        "poster.jpg",
        picture(1600, 2000, ImageFormat::Jpeg),
    )
    .await;
    assert!(
        page.status.is_server_error() || page.status.is_client_error(),
        "{}",
        page.status
    );
    assert!(
        page.shows("cannot save") || page.html().contains("poster.wrong"),
        "{}",
        page.text()
    );
    assert_eq!(files_below(&media), 0, "nothing half-written");
    assert!(!server.log().contains("panicked"), "{}", server.log());

    std::fs::remove_file(disk.0.join("ballast")).unwrap();
    let page = upload(&server, &mut browser, "poster.png", picture(60, 90, ImageFormat::Png)).await;
    assert!(
        page.status.is_success(),
        "after making room it works again: {}",
        page.text()
    );
}
