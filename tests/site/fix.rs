//! `pufa fix`: repairs of documents in place.

use crate::support::SiteTest;

type Encode<'f> = &'f dyn Fn(&str) -> Vec<u8>;

const HEAD: &str = "---\n标题: 甲\n日期: 2026-11-01\n---\n\n";
const BODY: &str = "##一、总则\n\n见［办法］（b.md）。\n\n` 留着\n";
const MENDED: &str = "## 一、总则\n\n见[办法](b.md)。\n\n` 留着\n";

fn site(bytes: &[u8]) -> SiteTest {
    SiteTest::new()
        .file("content/villages/a.md", bytes)
        .file("content/villages/b.md", HEAD.replace('甲', "乙") + "文。\n")
}

fn read(site: &SiteTest) -> Vec<u8> {
    std::fs::read(site.path("content/villages/a.md")).expect("the file is there")
}

#[test]
fn certain_repairs_are_made_and_shown() {
    let site = site(format!("{HEAD}{BODY}").as_bytes());
    let run = site.run(&["fix"]).exit(0);
    insta::assert_snapshot!("fix_diff", run.stdout());
    assert_eq!(read(&site), format!("{HEAD}{MENDED}").as_bytes());
    let again = site.run(&["fix"]).exit(0);
    assert!(!again.stdout().contains("@@"), "{}", again.stdout());
    assert_eq!(read(&site), format!("{HEAD}{MENDED}").as_bytes());
}

#[test]
fn a_dry_run_writes_nothing() {
    let before = format!("{HEAD}{BODY}");
    let site = site(before.as_bytes());
    let run = site.run(&["fix", "--dry-run"]).exit(0);
    assert!(run.stdout().contains("+## 一、总则"), "{}", run.stdout());
    assert_eq!(read(&site), before.as_bytes());
}

#[test]
fn all_other_bytes_stay() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect()
    };
    let forms: [Encode<'_>; 4] = [
        &|text| text.replace('\n', "\r\n").into_bytes(),
        &|text| format!("\u{FEFF}{text}").into_bytes(),
        &|text| encoding_rs::GB18030.encode(text).0.into_owned(),
        &utf16,
    ];
    for form in forms {
        let site = site(&form(&format!("{HEAD}{BODY}")));
        site.run(&["fix", "content/villages/a.md"]).exit(0);
        assert_eq!(read(&site), form(&format!("{HEAD}{MENDED}")));
    }
}

#[test]
fn other_files_are_refused() {
    let site = site(format!("{HEAD}{BODY}").as_bytes());
    let before = read(&site);
    for file in [
        "content/site.yaml",
        "content/villages/none.md",
        "../a.md",
        "/etc/passwd",
    ] {
        let run = site.run(&["fix", file]).exit(2);
        assert!(run.stderr().contains(file), "{}", run.stderr());
    }
    assert_eq!(read(&site), before);
}

#[cfg(unix)]
#[test]
fn a_read_only_file_stays_and_permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt as _;

    let site = site(format!("{HEAD}{BODY}").as_bytes());
    let file = site.path("content/villages/a.md");
    let mode = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode));
    mode(0o640).expect("permissions");
    site.run(&["fix"]).exit(0);
    let after = std::fs::metadata(&file).expect("metadata").permissions();
    assert_eq!(after.mode() & 0o777, 0o640);
    std::fs::write(&file, format!("{HEAD}{BODY}")).expect("written");
    mode(0o440).expect("permissions");
    // The superuser may write any file.
    if std::fs::File::options().write(true).open(&file).is_err() {
        site.run(&["fix"]).exit(3);
        assert_eq!(read(&site), format!("{HEAD}{BODY}").as_bytes());
    }
}

#[test]
fn machines_get_each_repair_and_a_summary() {
    let site = site(format!("{HEAD}{BODY}").as_bytes());
    let run = site
        .run(&["fix", "--dry-run", "--message-format", "json"])
        .exit(0);
    let lines = run.json();
    let fixes: Vec<_> = lines
        .iter()
        .filter_map(|line| line.get("fix"))
        .map(|fix| (fix["code"].as_str(), fix["line"].as_u64()))
        .collect();
    let code = Some("markdown/near-miss");
    assert_eq!(fixes, [(code, Some(6)), (code, Some(8))]);
    assert_eq!(
        lines.last().map(|line| line["summary"]["fixed"].as_u64()),
        Some(Some(2))
    );
}

/// Destinations as written, and as repaired; the site has `content/villages/b.md`, `content/qa/c.md`,
/// `content/villages/图/合影.png` and `content/villages/表.docx`.
const LINKS: &[(&str, &str)] = &[
    ("[文](B.MD)", "[文](b.md)"),
    ("[文](b.html)", "[文](b.md)"),
    ("[B.html](B.html#一)", "[B.html](b.md#一)"),
    ("[文](c.md)", "[文](../qa/c.md)"),
    ("[文](..\\qa\\c.md)", "[文](../qa/c.md)"),
    ("![图](图\\合影.PNG)", "![图](图/合影.png)"),
    ("![图](合影.png \"题\")", "![图](图/合影.png \"题\")"),
    ("- [表](表.DOCX)和[文](b.md)", "- [表](表.docx)和[文](b.md)"),
    ("【文】（B.md）", "[文](b.md)"),
    (
        "[网](https：//a.example.cn/)",
        "[网](https://a.example.cn/)",
    ),
    // Only similar, of no file, or not as the parser reads it.
    ("[文](bb.md)", "[文](bb.md)"),
    ("[表](表.xlsx)", "[表](表.xlsx)"),
    ("[文][1]\n\n[1]: B.md", "[文][1]\n\n[1]: B.md"),
    ("`[文](B.md)`", "`[文](B.md)`"),
];

#[test]
fn a_link_that_fits_one_file_is_repaired() {
    for (written, mended) in LINKS {
        let site = site(format!("{HEAD}{written}\n").as_bytes())
            .file("content/qa/c.md", HEAD.replace('甲', "丙") + "文。\n")
            .file("content/villages/图/合影.png", b"")
            .file("content/villages/表.docx", b"");
        site.run(&["fix"]).exit(0);
        let after = String::from_utf8(read(&site)).expect("UTF-8");
        assert_eq!(after, format!("{HEAD}{mended}\n"), "{written}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_file_is_not_changed() {
    let site = site(format!("{HEAD}文。\n").as_bytes()).file("b.txt", format!("{HEAD}{BODY}"));
    let link = site.path("content/villages/l.md");
    std::os::unix::fs::symlink("../../b.txt", &link).expect("a link");
    let run = site.run(&["fix"]);
    assert!(
        run.stderr().contains("l.md 是指向别处的链接"),
        "{}",
        run.stderr()
    );
    assert!(link.is_symlink());
}
