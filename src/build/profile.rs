//! Time of a build by phase: `pufa build --profile`.
//!
//! Always measured, since reading the clock costs nothing beside a page.

use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use std::time::{Duration, Instant};

use crate::diagnostic::Message;
use crate::message;

/// Phase of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BuildPhase {
    /// List files and read the cache.
    Look,
    /// Read configuration and theme, compile templates.
    Theme,
    /// Read and parse documents, examine files.
    Read,
    /// Assemble and check the site.
    Assemble,
    /// Examine the output folder and its records.
    Open,
    /// Render pages, compare them, and stage those that differ.
    Pages,
    /// Examine the outputs of the last build, if nothing has changed.
    Compare,
    /// Move staged files into place and write the manifest.
    Finish,
}

impl BuildPhase {
    /// Name for people.
    pub(crate) fn name(self) -> Message {
        match self {
            Self::Look => message!("列出文件、查看记录", "list files, read the cache"),
            Self::Theme => message!("读配置和主题", "configuration and theme"),
            Self::Read => message!("读取并解析", "read and parse"),
            Self::Assemble => message!("组成网站并检查", "assemble and check"),
            Self::Open => message!("查看输出目录", "open the output"),
            Self::Pages => message!("生成页面", "pages"),
            Self::Compare => message!("核对原有页面", "examine existing outputs"),
            Self::Finish => message!("写入就位", "move into place"),
        }
    }
}

/// Stopwatch that is read at the end of each phase; threads add what they spent on pages.
#[derive(Debug)]
pub(super) struct Stopwatch {
    last: Mutex<Instant>,
    laps: Mutex<Vec<(BuildPhase, Duration)>>,
    render: AtomicU64,
    write: AtomicU64,
}

impl Stopwatch {
    /// Starts the watch.
    pub(super) fn start() -> Self {
        Self {
            last: Mutex::new(Instant::now()),
            laps: Mutex::default(),
            render: AtomicU64::default(),
            write: AtomicU64::default(),
        }
    }

    /// Ends a phase.
    pub(super) fn end(&self, phase: BuildPhase) {
        let now = Instant::now();
        let since = std::mem::replace(&mut *self.last.lock(), now);
        self.laps.lock().push((phase, now - since));
    }

    /// Adds the time of rendering a page, and of comparing or staging it.
    pub(super) fn add_page(&self, render: Duration, write: Duration) {
        let nanoseconds = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.render
            .fetch_add(nanoseconds(render), Ordering::Relaxed);
        self.write.fetch_add(nanoseconds(write), Ordering::Relaxed);
    }

    /// Profile until now.
    pub(super) fn profile(&self) -> BuildProfile {
        let total = |of: &AtomicU64| Duration::from_nanos(of.load(Ordering::Relaxed));
        let phases = self.laps.lock().clone();
        BuildProfile {
            phases,
            render: total(&self.render),
            write: total(&self.write),
        }
    }
}

/// Time of a build.
#[derive(Clone, Debug, Default)]
pub(crate) struct BuildProfile {
    /// Phases in order, in wall-clock time.
    pub phases: Vec<(BuildPhase, Duration)>,
    /// Rendering, summed over all threads.
    pub render: Duration,
    /// Comparing and staging, summed over all threads.
    pub write: Duration,
}

impl BuildProfile {
    /// Plain-text table.
    pub(crate) fn table(&self) -> Message {
        let whole: Duration = self.phases.iter().map(|(_, took)| *took).sum();
        let share = |took: Duration| {
            100.0 * took.as_secs_f64() / whole.as_secs_f64().max(f64::MIN_POSITIVE)
        };
        let row = |took: Duration, name: &str| {
            format!(
                "{:>9.3} s {:>5.1} %  {name}\n",
                took.as_secs_f64(),
                share(took)
            )
        };
        let mut zh = String::new();
        let mut en = String::new();
        for &(phase, took) in &self.phases {
            let name = phase.name();
            zh.push_str(&row(took, &name.zh));
            en.push_str(&row(took, &name.en));
        }
        zh.push_str(&row(whole, "合计"));
        en.push_str(&row(whole, "all"));
        let render = self.render.as_secs_f64();
        let write = self.write.as_secs_f64();
        let threads = message!(
            "生成页面时各线程合计：渲染 {render:.3} 秒，比较和暂存 {write:.3} 秒",
            "threads on pages, together: {render:.3} s rendering, {write:.3} s comparing and staging"
        );
        Message {
            zh: zh + &threads.zh,
            en: en + &threads.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_names_each_phase_and_the_whole() {
        let second = Duration::from_secs(1);
        let phases = vec![(BuildPhase::Read, second), (BuildPhase::Pages, 3 * second)];
        let table = BuildProfile {
            phases,
            render: 5 * second,
            write: second / 2,
        }
        .table();
        insta::assert_snapshot!(table.en, @r"
            1.000 s  25.0 %  read and parse
            3.000 s  75.0 %  pages
            4.000 s 100.0 %  all
        threads on pages, together: 5.000 s rendering, 0.500 s comparing and staging
        ");
        assert!(table.zh.contains("读取并解析"));
    }
}
