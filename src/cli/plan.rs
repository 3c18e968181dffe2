//! `pufa plan [NAME|FILE]`: prints a work plan as parsed, with the status of its items.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, ValueHint};

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;

use crate::content::front_matter::{self, FrontMatterContext};
use crate::content::{
    DiskWorld, FrontMatter, SiteConfig, SourcePath, World, nearest, quote_lines, read_source, split,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::law::plan::{self, ItemProgress, ItemStatus, Plan, PlanItem, PlanOptions};
use crate::law::responsible_unit::UnitNames;
use crate::limits::files::LARGEST_PLAN;
use crate::message;
use crate::render::plan::{ItemAccount, ItemEvidence, PlanSheet, csv, json, markdown, table};
use crate::site::plans::SitePlan;
use crate::site::{DocumentId, Site, VisibilityOptions};
use crate::sources;

use super::arguments::{CommonOptions, LocalizedText, option};
use super::output::Terminal;
use super::verbs::Verb;
use super::{ExitStatus, site_folder};

/// Plan with the progress of its items.
struct PlanReport {
    plan: Plan,
    accounts: BTreeMap<String, ItemAccount>,
    names: UnitNames,
}

/// The verb `plan`.
pub(super) const VERB: Verb = Verb {
    name: "plan",
    command,
    run,
};

fn command(text: LocalizedText) -> Command {
    let which = Arg::new("plan")
        .value_name("NAME|FILE")
        .value_hint(ValueHint::FilePath)
        .help(text.say(
            "网站里一份要点的网址名，或一个 .md、.txt 文件（不需要网站）；不写就用最新年度的要点",
            "Slug of a plan on the site, or a .md or .txt file, which needs no site (default: the newest plan)",
        ));
    let format = option(
        "format",
        "FORM",
        text.say(
            "输出的形式：table 表格、json、csv（可用 Excel、WPS 打开）、md（默认 table）",
            "Set the output format: table, json, csv or md (default: table)",
        ),
    )
    .value_parser(PossibleValuesParser::new(["table", "json", "csv", "md"]))
    .hide_possible_values(true);
    let unit = option(
        "unit",
        "UNIT",
        text.say(
            "只看一个责任单位的任务，如 --unit 市司法局",
            "Show only the items of one responsible unit",
        ),
    );
    let verb = text.verb(
        "plan",
        "查看工作要点：任务、责任单位、目标、进展",
        "Show a work plan: items, responsible units, targets, progress",
    );
    verb.arg(which).arg(format).arg(unit)
}

fn run(matches: &ArgMatches, common: &CommonOptions, terminal: &Terminal) -> ExitStatus {
    let word = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (known, mut found) = match word("plan").filter(|word| is_file(word)) {
        Some(file) if Path::new(file).exists() => {
            of_file(&DiskWorld::new("", Timestamp::now()), file)
        }
        Some(file) => (None, Diagnostics::from_iter([no_file(file)])),
        None => of_site(common, word("plan")),
    };
    let known = match (known, word("unit")) {
        (Some(known), Some(unit)) => of_unit(known, unit, &mut found),
        (known, _) => known,
    };
    if common.strict {
        found.raise_warnings();
    }
    if let Some(PlanReport { plan, accounts, .. }) = known {
        let sheet = PlanSheet {
            plan: &plan,
            accounts: &accounts,
            found: &found,
            language: common.language,
        };
        match word("format") {
            Some("json") => Terminal::print(&json(&sheet)),
            // CSV ends its last line itself.
            Some("csv") => Terminal::print_exactly(&csv(&sheet)),
            Some("md") => Terminal::print_visibly(&markdown(&sheet)),
            _ => Terminal::print_visibly(&table(&sheet)),
        }
    }
    terminal.emit_to_stderr(&found);
    let is_misnamed =
        |found: &Diagnostic| matches!(found.code, Code::PlanNotFound | Code::PlanUnknownUnit);
    if found.iter().any(is_misnamed) {
        ExitStatus::Usage
    } else {
        ExitStatus::from_diagnostics(&found)
    }
}

/// True if a word means a file, not a plan of the site; includes pipes and devices, for a report.
fn is_file(word: &str) -> bool {
    let path = Path::new(word);
    let is_path = word.contains(std::path::is_separator);
    let ending = path.extension().is_some_and(|ending| {
        ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("txt")
    });
    ending || is_path || (path.exists() && !path.is_dir())
}

fn no_file(file: &str) -> Diagnostic {
    let message = message!("没有“{file}”这个文件", "there is no file “{file}”");
    Diagnostic::new(Code::PlanNotFound, message).hint(message!(
        "检查文件名和所在的文件夹",
        "check the file name and the folder"
    ))
}

fn too_large(file: &str, length: u64) -> Diagnostic {
    let length = length >> 20;
    let most = LARGEST_PLAN >> 20;
    let message = message!(
        "文件有 {length} MB，不像是一份要点",
        "the file has {length} MB, too much for a plan"
    );
    Diagnostic::new(Code::SourceNotText, message)
        .at(SourceLocation::file(file))
        .hint(message!(
            "最多 {most} MB：检查是不是选错了文件",
            "at most {most} MB; check that it is the right file"
        ))
}

/// Reads the plan in a file, without a site.
fn of_file(world: &dyn World, file: &str) -> (Option<PlanReport>, Diagnostics) {
    let path = SourcePath::from(file);
    if let Ok((_, length)) = world.head(&path, 0)
        && length > LARGEST_PLAN
    {
        return (None, Diagnostics::from_iter([too_large(file, length)]));
    }
    let (source, mut found) = read_source(world, &path);
    let Some(source) = source else {
        return (None, found);
    };
    let (parts, of_split) = split(&path, &source.text);
    found.extend(of_split);
    let config = SiteConfig::default();
    let context = FrontMatterContext {
        zone: &config.zone,
        venues: &config.venues,
    };
    let (head, of_head) = match parts.head.clone() {
        Some(range) => front_matter::read(&path, &source.text, range, &context),
        None => (FrontMatter::default(), Diagnostics::new()),
    };
    found.extend(of_head);
    let options = PlanOptions {
        first_line: parts.body_line(&source.text),
        title: head.title,
        year: head.further.year,
        document_number: head.further.document_number.clone(),
        names: UnitNames::default(),
    };
    let (plan, of_plan) = plan::parse(file, &source.text[parts.body..], &options);
    found.extend(of_plan);
    found.sort();
    (
        Some(PlanReport {
            plan,
            accounts: BTreeMap::new(),
            names: options.names,
        }),
        found,
    )
}

/// Returns a plan of the site with its evidence, as editors see it.
fn of_site(common: &CommonOptions, name: Option<&str>) -> (Option<PlanReport>, Diagnostics) {
    match site_folder::find(common.site.as_deref()) {
        Ok(root) => {
            let world = DiskWorld::new(&root, Timestamp::now());
            let now = common
                .date
                .as_deref()
                .and_then(|date| site_folder::instant(date, &world));
            let now = now.unwrap_or_else(|| world.now());
            in_world(
                &world,
                common.base_url.as_deref(),
                now,
                common.showing(),
                name,
            )
        }
        Err(found) => (None, found),
    }
}

fn in_world(
    world: &dyn World,
    base_url: Option<&str>,
    now: Timestamp,
    showing: VisibilityOptions,
    name: Option<&str>,
) -> (Option<PlanReport>, Diagnostics) {
    let (project, mut all) = sources::read(world, base_url);
    let (site, of_site) = Site::assemble(&project.sources, now, showing);
    all.extend(of_site);
    let chosen = match name {
        Some(name) => site.plans.named(name),
        None => site.plans.iter().next(),
    };
    let path = chosen.map(|plan| site.document(plan.document).path.as_str());
    let concerns = |finding: &Diagnostic| {
        finding.code.is_machine()
            || ["plan/", "site/"]
                .iter()
                .any(|room| finding.code.id().starts_with(room))
            || finding
                .place
                .as_ref()
                .is_some_and(|place| Some(place.file.as_str()) == path)
    };
    let mut found: Diagnostics = all.into_iter().filter(concerns).collect();
    let Some(chosen) = chosen else {
        found.push(not_found(&site, name));
        return (None, found);
    };
    found.extend(chosen.found.clone());
    quote_lines(&mut found, world);
    found.sort();
    let accounts = accounts(&site, chosen);
    let known = PlanReport {
        plan: (*chosen.plan).clone(),
        accounts,
        names: project.sources.unit_names,
    };
    (Some(known), found)
}

/// Returns the progress of a plan's items on the site.
fn accounts(site: &Site, plan: &SitePlan) -> BTreeMap<String, ItemAccount> {
    let evidence = |id: &DocumentId| ItemEvidence {
        title: site.document(*id).title.clone(),
        url: site.config.base.absolute(&site.document_url(*id)),
    };
    let account = |item: &PlanItem| ItemAccount {
        status: plan
            .item_progress(&item.id)
            .map_or(ItemStatus::Unknown, ItemProgress::for_editors),
        reached: plan
            .item_progress(&item.id)
            .map(|standing| standing.reached.clone())
            .unwrap_or_default(),
        evidence: plan.evidence(&item.id).iter().map(evidence).collect(),
    };
    plan.plan
        .items()
        .into_iter()
        .map(|item| (item.id.clone(), account(item)))
        .collect()
}

fn not_found(site: &Site, name: Option<&str>) -> Diagnostic {
    let slugs: Vec<&str> = site.plans.iter().map(|plan| plan.slug.as_str()).collect();
    let message = match name {
        Some(name) => message!("没有“{name}”这份要点", "there is no plan “{name}”"),
        None => message!("网站里没有要点", "the site has no plan"),
    };
    let hint = if slugs.is_empty() {
        message!(
            "把要点放进 content/plan/，或者写一个 .md、.txt 文件：pufa plan 要点.txt",
            "add one to content/plan/, or give a .md or .txt file: pufa plan plan.txt"
        )
    } else {
        let slugs = slugs.join("、");
        message!("网站里的要点：{slugs}", "plans of the site: {slugs}")
    };
    Diagnostic::new(Code::PlanNotFound, message).hint(hint)
}

/// Returns the part of a plan for one unit; adds a diagnostic if there is none.
fn of_unit(known: PlanReport, unit: &str, found: &mut Diagnostics) -> Option<PlanReport> {
    let PlanReport {
        plan,
        accounts,
        names,
    } = known;
    let Some(part) = plan.of_unit(unit, &names) else {
        let message = message!(
            "要点里没有“{unit}”的任务",
            "the plan has no items for “{unit}”"
        );
        let all = plan.units();
        let hint = if let Some(near) = nearest(unit, all.iter().copied()) {
            message!("是不是想写“{near}”？", "did you mean “{near}”?")
        } else {
            let all = all.join("、");
            message!("要点里的单位：{all}", "units in the plan: {all}")
        };
        found.push(Diagnostic::new(Code::PlanUnknownUnit, message).hint(hint));
        return None;
    };
    Some(PlanReport {
        plan: part,
        accounts,
        names,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MemoryWorld;

    const TEXT: &str = "---\n标题: 示例要点\n年度: 2026\n文号: 示政办〔2026〕6号\n---\n\n一、学习\n㈠学法。年内至少举办2期班。\n（责任单位：市司法局牵头）\n㈢普法。\n";

    fn world(bytes: impl Into<Vec<u8>>) -> MemoryWorld {
        MemoryWorld::new(Timestamp::UNIX_EPOCH).with("要点.md", bytes)
    }

    #[test]
    fn a_file_needs_no_site() -> Result<(), &'static str> {
        let (known, found) = of_file(&world(TEXT), "要点.md");
        let known = known.ok_or("readable")?;
        assert_eq!(
            (known.plan.title.as_str(), known.plan.year),
            ("示例要点", Some(2026))
        );
        assert_eq!(
            known.plan.document_number.as_deref(),
            Some("示政办〔2026〕6号")
        );
        assert_eq!(
            known
                .plan
                .items()
                .iter()
                .map(|item| item.line)
                .collect::<Vec<_>>(),
            [8, 10]
        );
        let gap = found
            .iter()
            .find(|found| found.code == Code::PlanNumberingGap)
            .ok_or("told")?;
        assert_eq!(gap.place.as_ref().map(|place| place.line), Some(10));
        assert_eq!(ItemAccount::default().status, ItemStatus::Unknown);
        Ok(())
    }

    #[test]
    fn a_file_in_an_old_encoding_is_read() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("一、学习\n㈠学法。学习法律。\n");
        let (known, found) = of_file(&world(bytes.into_owned()), "要点.md");
        assert_eq!(known.map(|known| known.plan.items().len()), Some(1));
        assert_eq!(
            found
                .iter()
                .filter(|found| found.code.id().starts_with("source/"))
                .count(),
            1
        );
    }

    #[test]
    fn a_file_that_is_no_plan_by_its_size_is_not_read() {
        let (known, found) = of_file(&world(vec![b'a'; LARGEST_PLAN as usize + 1]), "要点.md");
        assert!(known.is_none() && found.iter().any(|found| found.code == Code::SourceNotText));
    }

    #[test]
    fn a_unit_that_the_plan_does_not_name_is_told() -> Result<(), &'static str> {
        let (known, _) = of_file(&world(TEXT), "要点.md");
        let mut found = Diagnostics::new();
        assert!(of_unit(known.ok_or("readable")?, "市司发局", &mut found).is_none());
        let hint = found
            .iter()
            .find_map(|found| found.hint.as_ref())
            .ok_or("a hint")?;
        assert_eq!(hint.zh, "是不是想写“市司法局”？");
        Ok(())
    }

    #[test]
    fn a_plan_of_a_site_has_its_evidence_and_its_own_findings() -> Result<(), &'static str> {
        let article = "---\n标题: 学法班\n日期: 2026-03-01\n要点: [{item: 1, count: 2}, 9]\n---\n\n[断链](x.md)\n";
        let now: Timestamp = "2026-07-01T00:00:00Z".parse().map_err(|_| "an instant")?;
        let world = MemoryWorld::new(now)
            .with(
                "content/site.yaml",
                "title: 示例\nbase_url: https://example.gov.cn/pufa/\n",
            )
            .with("content/plan/2026.md", TEXT)
            .with("content/organs/class.md", article);
        let (known, found) = in_world(&world, None, now, VisibilityOptions::default(), None);
        let known = known.ok_or("a plan")?;
        let first = known.accounts.get("1").ok_or("an account")?;
        assert_eq!(
            (first.status, first.reached.as_slice()),
            (ItemStatus::Done, &[2][..])
        );
        let urls: Vec<&str> = first
            .evidence
            .iter()
            .map(|document| document.url.as_str())
            .collect();
        assert_eq!(urls, ["https://example.gov.cn/pufa/organs/class.html"]);
        let codes: Vec<&str> = found.iter().map(|found| found.code.id()).collect();
        assert_eq!(
            codes,
            [
                "plan/unknown-item",
                "plan/numbering-gap",
                "plan/units-missing"
            ]
        );
        let (none, found) = in_world(
            &world,
            None,
            now,
            VisibilityOptions::default(),
            Some("2013"),
        );
        assert!(none.is_none() && found.iter().any(|found| found.code == Code::PlanNotFound));
        Ok(())
    }

    #[test]
    fn a_file_is_told_from_a_name() {
        assert!(is_file("不存在.md") && is_file("a/b.TXT"));
        assert!(is_file("/dev/zero") && is_file("./2014"));
        assert!(!is_file("2014") && !is_file("src"));
    }
}
