//! Random edits, renames and deletes: afterwards every URL responds as after a fresh start.
//!
//! Short by default; `cargo xtask soak` makes 5,000 edits (`PUFA_SOAK`).

use std::collections::BTreeSet;
use std::fs;

use super::{Preview, address, until, without_script};
use crate::support::SiteTest;

const FOLDERS: [&str; 4] = ["qa", "villages", "villages/deep", "cases"];
const TAGS: [&str; 3] = ["宪法", "民法典", "继承"];

/// Deterministic random numbers (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }
}

struct Editor<'s> {
    site: &'s SiteTest,
    numbers: Numbers,
    files: BTreeSet<String>,
    edits: usize,
}

impl Editor<'_> {
    fn some_path(&mut self) -> String {
        let folder = FOLDERS[self.numbers.below(FOLDERS.len())];
        format!("content/{folder}/{}.md", self.numbers.below(60))
    }

    fn some_file(&mut self) -> Option<String> {
        let at = self.numbers.below(self.files.len().max(1));
        self.files.iter().nth(at).cloned()
    }

    fn text(&mut self) -> String {
        let (tag, day) = (
            TAGS[self.numbers.below(TAGS.len())],
            1 + self.numbers.below(28),
        );
        let title = self.numbers.below(9);
        let edits = self.edits;
        format!(
            "---\ntitle: 第{title}篇\ndate: 2026-01-{day:02}\ntags: [{tag}]\n---\n\n## 改动\n\n第{edits}次。\n"
        )
    }

    fn edit(&mut self) {
        self.edits += 1;
        match self.numbers.below(10) {
            0..=3 => {
                let (path, text) = (self.some_path(), self.text());
                self.site.write(&path, text.as_bytes());
                self.files.insert(path);
            }
            4..=5 => {
                let (path, text) = (self.some_path(), self.text());
                self.site.write("content/qa/.new.tmp", text.as_bytes());
                let to = self.site.path(&path);
                fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
                fs::rename(self.site.path("content/qa/.new.tmp"), to).expect("a rename");
                self.files.insert(path);
            }
            6 => {
                let Some(path) = self.some_file() else { return };
                let text = fs::read_to_string(self.site.path(&path)).unwrap_or_default();
                self.site.write(
                    &path,
                    format!("{text}\n又一段{}。\n", self.edits).as_bytes(),
                );
            }
            7 => {
                let Some(from) = self.some_file() else { return };
                let to = self.some_path();
                fs::create_dir_all(self.site.path(&to).parent().expect("a folder"))
                    .expect("a folder");
                fs::rename(self.site.path(&from), self.site.path(&to)).expect("a rename");
                self.files.remove(&from);
                self.files.insert(to);
            }
            8 => {
                let Some(path) = self.some_file() else { return };
                self.site.remove(&path);
                self.files.remove(&path);
            }
            _ => self.move_a_folder(),
        }
    }

    fn move_a_folder(&mut self) {
        let (from, to) = (
            self.site.path("content/villages/deep"),
            self.site.path("content/villages/other"),
        );
        if !from.exists() {
            return;
        }
        fs::rename(&from, &to).expect("a rename");
        fs::rename(&to, &from).expect("a rename");
    }
}

#[test]
fn after_many_edits_all_is_as_after_a_fresh_start() {
    let edits: usize = std::env::var("PUFA_SOAK")
        .ok()
        .and_then(|edits| edits.parse().ok())
        .unwrap_or(150);
    let site = SiteTest::new();
    for folder in FOLDERS {
        fs::create_dir_all(site.path("content").join(folder)).expect("a folder");
    }
    let preview = Preview::of(&site, &[]);
    let mut editor = Editor {
        site: &site,
        numbers: Numbers(0x9e37_79b9_7f4a_7c15),
        files: BTreeSet::new(),
        edits: 0,
    };
    for number in 0..edits {
        editor.edit();
        if number % 7 == 0 {
            preview.get("/");
            preview.get("/qa/1.html");
        }
    }
    let last = "content/qa/last.md";
    site.write(
        last,
        "---\ntitle: 最后\ndate: 2026-01-01\n---\n\n完。\n".as_bytes(),
    );
    preview.says("/qa/last.html", "完。");
    let fresh = Preview::of(&site, &[]);
    site.build(&["--drafts", "--future", "--expired", "--keep-going"]);
    for path in site
        .tree()
        .keys()
        .filter(|path| !path.contains(".gitignore"))
    {
        let path = address(path);
        let wanted = without_script(&fresh.get(&path).body);
        until(&format!("{path} is as after a fresh start"), || {
            without_script(&preview.get(&path).body) == wanted
        });
    }
    for number in 0..60 {
        let path = format!("/villages/{number}.html");
        let wanted = fresh.get(&path).status;
        preview.is(&path, wanted);
    }
}
