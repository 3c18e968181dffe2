//! Pictures as phones and programs leave them: sizes, formats, metadata.

use crate::support::{SETTINGS, SiteTest};

/// PNG of a width and height, with chunks between header and pixels.
fn png(width: u32, height: u32, chunks: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let all = [(&b"IHDR"[..], &header[..])];
    let end: [(&[u8], &[u8]); 2] = [(b"IDAT", b"pixels"), (b"IEND", b"")];
    for (kind, data) in all.iter().chain(chunks).chain(&end) {
        bytes.extend((data.len() as u32).to_be_bytes());
        bytes.extend_from_slice(kind);
        bytes.extend_from_slice(data);
        bytes.extend_from_slice(b"sums");
    }
    bytes
}

/// JPEG of a width and height with an EXIF orientation and a secret.
fn jpeg(width: u16, height: u16, orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend_from_slice(b"GPS SECRET");
    let mut bytes = b"\xFF\xD8\xFF\xE1".to_vec();
    bytes.extend((exif.len() as u16 + 2).to_be_bytes());
    bytes.extend(exif);
    bytes.extend_from_slice(b"\xFF\xC0\0\x0b\x08");
    bytes.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
    bytes.extend_from_slice(b"\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3f\0pixels\xFF\xD9");
    bytes
}

fn site(body: &str, files: &[(&str, Vec<u8>)]) -> SiteTest {
    let document = format!("---\n标题: 一篇\n日期: 2026-11-01\n---\n\n{body}\n");
    let mut site = SiteTest::new().file("content/villages/a.md", document);
    for (name, bytes) in files {
        site = site.file(&format!("content/villages/{name}"), bytes);
    }
    site
}

fn page(site: &SiteTest) -> String {
    String::from_utf8_lossy(&site.tree()["villages/a.html"]).into_owned()
}

#[test]
fn a_photograph_is_as_wide_as_browsers_show_it() {
    for orientation in 1..=8 {
        let site = site(
            "![图](a.jpg)\n\n<img src=\"a.jpg\" alt=\"图\">",
            &[("a.jpg", jpeg(800, 400, orientation))],
        );
        site.build(&[]).exit(0);
        let shown = if orientation < 5 {
            "width=\"800\" height=\"400\""
        } else {
            "width=\"400\" height=\"800\""
        };
        assert_eq!(page(&site).matches(shown).count(), 2, "{orientation}");
    }
}

#[test]
fn place_and_device_are_not_published_and_the_source_stays() {
    let secret = [(&b"tEXt"[..], &b"SECRET"[..]), (b"tIME", b"SECRET")];
    let files = [("a.jpg", jpeg(80, 40, 6)), ("b.png", png(80, 40, &secret))];
    let site = site("![图](a.jpg)![图](b.png)", &files);
    site.build(&[]).exit(0);
    let first = site.tree();
    for (name, source) in &files {
        let public = &first[&format!("villages/{name}")];
        assert!(!public.windows(6).any(|word| word == b"SECRET"), "{name}");
        assert!(public.windows(6).any(|word| word == b"pixels"), "{name}");
        let kept = std::fs::read(site.path(&format!("content/villages/{name}")));
        assert_eq!(kept.ok().as_ref(), Some(source), "{name}");
    }
    site.build(&[]).exit(0);
    assert_eq!(site.tree(), first);
}

/// A picture file of each kind that is not as it should be, with the code that reports it.
fn faulty() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let whole = jpeg(80, 40, 1);
    let cut = whole[..whole.len() - 4].to_vec();
    let mut noise = png(80, 40, &[]);
    noise.splice(
        33..33,
        [
            &(1_200_000_u32).to_be_bytes()[..],
            b"IDAT",
            &[7; 1_200_000],
            b"sums",
        ]
        .concat(),
    );
    vec![
        ("a.jpg", Vec::new(), "image/unreadable"),
        (
            "a.jpg",
            b"<!doctype html><title>404</title>".to_vec(),
            "image/unreadable",
        ),
        ("a.jpg", b"not a picture".to_vec(), "image/unreadable"),
        ("a.docx", b"PK\x03\x04word".to_vec(), "image/unreadable"),
        ("a.jpg", cut, "image/unreadable"),
        ("a.png", png(80, 40, &[])[..50].to_vec(), "image/unreadable"),
        (
            "a.heic",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
            "image/foreign-format",
        ),
        (
            "a.jpg",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
            "image/foreign-format",
        ),
        ("a.tif", b"II*\0\x08\0\0\0".to_vec(), "image/foreign-format"),
        ("a.psd", b"8BPS\0\x01".to_vec(), "image/foreign-format"),
        ("a.jpg", png(80, 40, &[]), "image/wrong-extension"),
        ("a.png", whole, "image/wrong-extension"),
        ("a.png", noise, "image/heavy"),
        ("a.png", png(5000, 300, &[]), "image/heavy"),
        ("a.jpg", jpeg(3024, 4032, 1), "image/heavy"),
    ]
}

#[test]
fn a_picture_that_readers_do_not_see_is_told_wherever_it_is_named() {
    for (name, bytes, code) in faulty() {
        for (body, head) in [
            (format!("![图]({name})"), String::new()),
            (format!("<img src=\"{name}\" alt=\"图\">"), String::new()),
            (String::from("正文。"), format!("封面: {name}\n")),
            (
                format!("```视频\n地址: a.mp4\n封面: {name}\n```"),
                String::new(),
            ),
        ] {
            let document = format!("---\n标题: 一篇\n日期: 2026-11-01\n{head}---\n\n{body}\n");
            let site = site("", &[(name, bytes.clone()), ("a.mp4", b"film".to_vec())])
                .file("content/villages/a.md", document);
            let run = site.build(&[]).exit(0);
            assert!(
                run.stderr().contains(code),
                "{name} {body}: {}",
                run.stderr()
            );
        }
    }
}

#[test]
fn sound_pictures_are_not_told() {
    let files = [
        ("a.jpg", jpeg(3000, 2000, 6)),
        ("b.jpeg", jpeg(80, 40, 1)),
        ("C.PNG", png(80, 40, &[])),
        ("long.png", png(1080, 12_000, &[])),
        (
            "d.svg",
            b"<svg width=\"9000\" height=\"9000\"></svg>".to_vec(),
        ),
        ("e.docx", b"PK\x03\x04word".to_vec()),
        ("f.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec()),
    ];
    let body = "![图](a.jpg)![图](b.jpeg)![图](C.PNG)![图](long.png)![图](d.svg)\n\n[文件](e.docx) [原图](f.heic)";
    let run = site(body, &files).build(&["--strict"]).exit(0);
    assert!(!run.stderr().contains("image/"), "{}", run.stderr());
}

#[test]
fn a_logo_must_be_a_picture_of_the_site() {
    for (logo, told) in [
        ("/logo.svg", ""),
        ("logo.svg", ""),
        ("https://www.example.cn/logo.svg", ""),
        ("/none.svg", "site/bad-value"),
        ("/villages/a.html", "site/bad-value"),
        ("/villages/p.png", "image/unreadable"),
    ] {
        let settings = format!("{SETTINGS}theme: {{options: {{logo: {logo}}}}}\n");
        let site = site("正文。", &[("p.png", b"no picture".to_vec())])
            .file("content/site.yaml", settings)
            .file("content/logo.svg", "<svg width=\"1\" height=\"1\"></svg>");
        let run = site.build(&[]);
        let codes = run.stderr();
        let is_told = if told.is_empty() {
            !codes.contains("site/") && !codes.contains("image/")
        } else {
            codes.contains(told) && codes.contains("content/site.yaml:3")
        };
        assert!(is_told, "{logo}: {codes}");
    }
}

#[test]
fn a_theme_option_of_the_wrong_type_is_one_error_at_its_line() {
    let settings = format!("{SETTINGS}theme:\n  options:\n    notice: [甲, 乙]\n");
    let run = site("正文。", &[])
        .file("content/site.yaml", settings)
        .build(&[])
        .exit(1);
    assert_eq!(
        run.stderr().matches("site/wrong-type").count(),
        1,
        "{}",
        run.stderr()
    );
    assert!(
        run.stderr().contains("content/site.yaml:5"),
        "{}",
        run.stderr()
    );
    assert!(!run.stderr().contains("template/"), "{}", run.stderr());
}
