//! Consistency checks between the parts of a site: links, references, addresses.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;

use rayon::prelude::*;

use crate::content::config::MenuEntry;
use crate::content::{Document, Reference, SiteConfig, nearest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, Severity, SourceLocation};
use crate::limits::diagnostic::OF_A_KIND;
use crate::limits::likeness::LOOKED;
use crate::markdown::{PLAN_ITEMS, ReservedIds};
use crate::message;
use crate::url::{AddressParts, quoted, web_form};

use super::link_advice::LinkAdvisor;
use super::name_check;
use super::picture_check;
use super::plans::PlanRoute;
use super::suggest::LinkSuggester;
use super::{DocumentId, FileId, PublicationState, ResolvedLink, RouteKind, Site};

/// Diagnostics of all consistency checks of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SiteDiagnostics {
    /// Diagnostics by document: links, images, references.
    pub documents: BTreeMap<DocumentId, Vec<Diagnostic>>,
    /// Diagnostics of the site as a whole: addresses, menus.
    pub whole: Vec<Diagnostic>,
}

impl SiteDiagnostics {
    /// Returns all diagnostics, sorted.
    pub fn into_all(self) -> Diagnostics {
        let mut found: Diagnostics = self
            .documents
            .into_values()
            .flatten()
            .chain(self.whole)
            .collect();
        found.sort();
        found
    }
}

/// Checks some documents.
pub(super) fn documents(
    site: &Site,
    ids: impl Iterator<Item = DocumentId>,
) -> BTreeMap<DocumentId, Vec<Diagnostic>> {
    let ids: Vec<DocumentId> = ids.collect();
    let known = LinkIndexes::new(site);
    let checker = |id| SiteChecker {
        site,
        known: &known,
        document: site.document(id),
    };
    let checked = ids.par_iter().map(|&id| (id, checker(id).all(id)));
    checked
        .filter(|(_, found)| !found.is_empty())
        .collect::<Vec<_>>()
        .into_iter()
        .collect()
}

/// Checks the site as a whole.
pub(super) fn whole(site: &Site) -> Vec<Diagnostic> {
    let mut found = conflicts(site);
    found.extend(second_introductions(site));
    found.extend(own_keys(site));
    found.extend(menus(site));
    found.extend(name_check::check(site));
    found.extend(super::channel_check::check(site));
    found.extend(picture_check::settings(site));
    found
}

/// Lookup tables for link checks, built on first use.
struct LinkIndexes<'s> {
    advisor: LinkAdvisor<'s>,
    /// Anchors of documents.
    anchors: Mutex<HashMap<DocumentId, Arc<LinkSuggester<'s, u32>>>>,
    /// Ids that pages have beside those of headings.
    ids: OnceLock<ReservedIds>,
}

impl<'s> LinkIndexes<'s> {
    fn new(site: &'s Site) -> Self {
        Self {
            advisor: LinkAdvisor::new(site),
            anchors: Mutex::default(),
            ids: OnceLock::new(),
        }
    }

    /// Returns true if a page may have an element of this id that is no heading.
    fn has_id(&self, site: &Site, id: &str) -> bool {
        // The beginning of a page (HTML, 7.4.6.3).
        const TOP: &str = "top";
        let templates = || site.theme.templates.iter().map(|of| of.text.as_str());
        id.eq_ignore_ascii_case(TOP)
            || self
                .ids
                .get_or_init(|| ReservedIds::new(templates(), [PLAN_ITEMS].into_iter()))
                .holds(id)
    }

    /// Reports a fragment that names no heading of a document and nothing else on its page.
    fn broken_anchor(&self, site: &'s Site, id: DocumentId, fragment: &str) -> Option<Diagnostic> {
        if site.anchor(id, fragment).is_some() || self.has_id(site, fragment) {
            return None;
        }
        let target = site.document(id);
        let mut ids = target.body.headings.iter().map(|heading| heading.id);
        let title = &target.title;
        let shown = quoted(fragment);
        let found = Diagnostic::new(
            Code::LinkBrokenAnchor,
            message!(
                "《{title}》里没有“{shown}”这个小标题",
                "“{title}” has no heading “{shown}”"
            ),
        );
        let near = self
            .anchors(id, target)
            .nearest(fragment)
            .or_else(|| ids.by_ref().take(LOOKED).find(|id| id.contains(fragment)));
        Some(match near {
            Some(near) => found.hint(message!("是不是想写“#{near}”？", "did you mean “#{near}”?")),
            None => found.hint(message!(
                "# 后面写小标题的文字；小标题改了，链接也要改",
                "after # stands the text of a heading; when it changes, the link must too"
            )),
        })
    }

    /// Reports the fragment of a resolved destination, if its page has no such heading.
    fn broken_fragment(
        &self,
        site: &'s Site,
        target: &ResolvedLink,
        written: &str,
    ) -> Option<Diagnostic> {
        match target {
            ResolvedLink::Document(id, fragment) if !site.document(*id).is_unread => {
                self.broken_anchor(site, *id, fragment.as_deref()?)
            }
            ResolvedLink::Section(section) => {
                let index = site.sections.get(*section)?.index?;
                let parts = AddressParts::new(written);
                self.broken_anchor(site, index, parts.decoded_fragment()?.as_ref())
            }
            _ => None,
        }
    }

    fn anchors(&self, id: DocumentId, document: &'s Document) -> Arc<LinkSuggester<'s, u32>> {
        let mut anchors = self.anchors.lock();
        let named = || {
            document
                .body
                .headings
                .iter()
                .map(|heading| heading.id)
                .zip(0..)
        };
        Arc::clone(
            anchors
                .entry(id)
                .or_insert_with(|| Arc::new(LinkSuggester::new(named()))),
        )
    }
}

struct SiteChecker<'s> {
    site: &'s Site,
    known: &'s LinkIndexes<'s>,
    document: &'s Document,
}

impl SiteChecker<'_> {
    fn all(&self, id: DocumentId) -> Vec<Diagnostic> {
        let shown = self.site.documents.is_visible(id);
        let mut found = Vec::new();
        for link in &self.document.body.links {
            found.extend(self.link(link, shown));
        }
        for image in &self.document.body.images {
            self.image(image, shown, &mut found);
        }
        found.extend(self.campaign());
        found.extend(self.template());
        found.extend(self.files());
        found.extend(self.cover());
        found.extend(self.progress_links());
        // A plan whose file is unread may be the one that the reference means.
        if !self.site.unread.hides_documents() {
            found.extend(
                self.site
                    .plans
                    .check(self.document, self.site.plans.in_document(id)),
            );
        }
        if found.len() <= OF_A_KIND {
            return found;
        }
        let mut found = Diagnostics::from_iter(found);
        found.condense();
        found.into_iter().collect()
    }

    fn link(&self, link: &Reference, shown: bool) -> Option<Diagnostic> {
        if link.destination.trim().is_empty() {
            return Some(Self::empty(Code::LinkBroken).at(self.place(link)));
        }
        match self.site.destination(self.document, &link.destination) {
            ResolvedLink::Nowhere
                if self
                    .site
                    .may_lead_to_unread(self.document, &link.destination) =>
            {
                None
            }
            ResolvedLink::Nowhere => Some(self.broken(link)),
            ResolvedLink::Withheld(file) => self.of_hidden(link, file).filter(|_| shown),
            target => {
                let fragment = self
                    .known
                    .broken_fragment(self.site, &target, &link.destination)
                    .map(|found| found.at(self.place(link)));
                fragment.or_else(|| match target {
                    ResolvedLink::Document(id, _) if shown => self.hidden(link, id),
                    _ => None,
                })
            }
        }
    }

    fn broken(&self, link: &Reference) -> Diagnostic {
        let written = &link.destination;
        let shown = quoted(written);
        let found = Diagnostic::new(
            Code::LinkBroken,
            message!(
                "链接指向的“{shown}”不存在",
                "the link leads to “{shown}”, which does not exist"
            ),
        );
        let hint = self
            .known
            .advisor
            .advise(self.document, written, false)
            .unwrap_or_else(|| message!(
                "链接写成从本文件出发的相对路径，例如 ../qa/noise.md；文件名要和文件夹里的完全一样",
                "write the path relative to this file, such as ../qa/noise.md, exactly as the file is named"
            ));
        found.at(self.place(link)).hint(hint)
    }

    /// Reports brackets with nothing in them.
    fn empty(code: Code) -> Diagnostic {
        let (message, hint) = if code == Code::ImageBroken {
            (
                message!(
                    "图片后面的括号是空的，不知道是哪张图",
                    "the brackets after the image are empty"
                ),
                message!(
                    "括号里写文件名：![村民在签合同](contract.jpg)",
                    "write the file's name in the brackets: ![villagers signing](contract.jpg)"
                ),
            )
        } else {
            (
                message!(
                    "链接后面的括号是空的，不知道通到哪里",
                    "the brackets after the link are empty"
                ),
                message!(
                    "括号里写文件名或网址：[办事指南](guide.md)、[政府网站](https://www.gov.cn)",
                    "write a file's name or an address in the brackets: [guide](guide.md)"
                ),
            )
        };
        Diagnostic::new(code, message).hint(hint)
    }

    fn hidden(&self, link: &Reference, id: DocumentId) -> Option<Diagnostic> {
        let why = why_hidden(self.site, id)?;
        let title = &self.site.document(id).title;
        let Message { zh, en } = why;
        Some(
            Diagnostic::new(
                Code::LinkHidden,
                message!(
                    "链接指向的《{title}》{zh}，公众打不开",
                    "the link leads to “{title}”, which {en}"
                ),
            )
            .at(self.place(link))
            .hint(message!(
                "发布以前先去掉链接，或者让那篇文章同时发布；现在网页上只显示文字",
                "until then only the text is shown; remove the link or publish both together"
            )),
        )
    }

    /// Reports a file that belongs to a document that the public does not see.
    fn of_hidden(&self, link: &Reference, file: FileId) -> Option<Diagnostic> {
        let owner = self.site.file(file).owner?;
        let Message { zh, en } = why_hidden(self.site, owner)?;
        let title = &self.site.document(owner).title;
        let name = self.site.file(file).path.name();
        let message = message!(
            "“{name}”在《{title}》的文件夹里，那篇{zh}，公众打不开",
            "“{name}” lies in the folder of “{title}”, which {en}"
        );
        Some(
            Diagnostic::new(Code::LinkHidden, message)
                .at(self.place(link))
                .hint(message!(
                    "要公布，就把“{name}”移到那个文件夹外面，链接跟着改",
                    "to publish {name}, move it out of that folder and change the link"
                )),
        )
    }

    fn image(&self, image: &Reference, shown: bool, found: &mut Vec<Diagnostic>) {
        let written = &image.destination;
        let place = || self.place(image);
        if written.trim().is_empty() {
            found.push(Self::empty(Code::ImageBroken).at(place()));
            return;
        }
        match self.site.destination(self.document, written) {
            ResolvedLink::External(address) => {
                found.extend(external(self.site, &address).map(|told| told.at(place())));
            }
            ResolvedLink::Withheld(file) if self.site.is_withheld(file) => {}
            ResolvedLink::File(file) | ResolvedLink::Withheld(file) => {
                let faults = picture_check::faults(self.site.file(file));
                found.extend(faults.into_iter().map(|fault| fault.at(place())));
                found.extend(self.of_hidden(image, file).filter(|_| shown));
            }
            ResolvedLink::Nowhere if self.site.may_lead_to_unread(self.document, written) => {}
            _ => found.push(self.missing(Code::ImageBroken, written, true).at(place())),
        }
    }

    /// Reports what is wrong with the cover, if it is a file of the site.
    fn cover(&self) -> Vec<Diagnostic> {
        let Some(path) = &self.document.front_matter.cover else {
            return Vec::new();
        };
        let ResolvedLink::File(file) = self.site.destination(self.document, path) else {
            return Vec::new();
        };
        let faults = picture_check::faults(self.site.file(file)).into_iter();
        faults
            .map(|fault| fault.at(self.key_place("cover")))
            .collect()
    }

    fn missing(&self, code: Code, written: &str, is_image: bool) -> Diagnostic {
        let shown = quoted(written);
        let advice = self.known.advisor.advise(self.document, written, is_image);
        let hint = advice.unwrap_or_else(|| message!(
            "文件放在文章旁边的文件夹里，路径从本文件写起，大小写和扩展名都要一样",
            "put it beside the document and write the path from this file, with the same letters and ending"
        ));
        Diagnostic::new(
            code,
            message!("找不到文件“{shown}”", "there is no file “{shown}”"),
        )
        .hint(hint)
    }

    fn campaign(&self) -> Option<Diagnostic> {
        let written = self.document.front_matter.campaign.as_deref()?;
        // A campaign in an unread file may have the name.
        if self.site.campaigns.find(written).is_some() || self.site.unread.hides_documents() {
            return None;
        }
        let found = Diagnostic::new(
            Code::FrontMatterUnknownCampaign,
            message!(
                "没有“{written}”这个主题活动",
                "there is no campaign “{written}”"
            ),
        )
        .at(self.key_place("campaign"));
        Some(match nearest(written, self.site.campaigns.names()) {
            Some(near) => found.hint(message!("是不是想写“{near}”？", "did you mean “{near}”?")),
            None => found.hint(message!(
                "写 campaigns/ 里那个文件的名字（不带 .md）",
                "write the name of its file in campaigns/, without .md"
            )),
        })
    }

    /// Reports a template that the theme lacks.
    fn template(&self) -> Option<Diagnostic> {
        let written = self.document.front_matter.further.template.as_deref()?;
        let theme = &self.site.theme;
        if theme.has_template(written) {
            return None;
        }
        let found = Diagnostic::new(
            Code::FrontMatterUnknownTemplate,
            message!(
                "主题里没有“{written}”这个模板，按类型选用了模板",
                "the theme has no template “{written}”; that of the kind is used"
            ),
        )
        .at(self.key_place("template"));
        let hint = if let Some(near) = nearest(written, theme.page_templates()) {
            message!("是不是想写 {near}？", "did you mean {near}?")
        } else {
            let all = theme.page_templates().collect::<Vec<_>>().join("、");
            message!("可以写：{all}", "the templates are {all}")
        };
        Some(found.hint(hint))
    }

    fn files(&self) -> Vec<Diagnostic> {
        let head = &self.document.front_matter;
        let cover = head.cover.iter().map(|path| ("cover", path));
        let files = head.further.files.iter().map(|path| ("files", path));
        cover
            .chain(files)
            .filter(|(_, path)| {
                !matches!(
                    self.site.destination(self.document, path),
                    ResolvedLink::File(_) | ResolvedLink::External(_) | ResolvedLink::Withheld(_)
                ) && !self.site.may_lead_to_unread(self.document, path)
            })
            .map(|(key, path)| {
                self.missing(Code::FrontMatterMissingFile, path, key == "cover")
                    .at(self.key_place(key))
            })
            .chain(self.external_cover())
            .collect()
    }

    /// Reports a cover on another site.
    fn external_cover(&self) -> Option<Diagnostic> {
        let cover = self.document.front_matter.cover.as_deref()?;
        match self.site.destination(self.document, cover) {
            ResolvedLink::External(address) => {
                external(self.site, &address).map(|found| found.at(self.key_place("cover")))
            }
            _ => None,
        }
    }

    /// Reports broken links in a plan's `progress`.
    fn progress_links(&self) -> Vec<Diagnostic> {
        let entries = self.document.front_matter.further.progress.iter();
        let links = entries.filter_map(|entry| entry.link.as_deref());
        let fault = |link| match self.site.destination(self.document, link) {
            ResolvedLink::Nowhere if self.site.may_lead_to_unread(self.document, link) => None,
            ResolvedLink::Nowhere => Some(self.missing(Code::LinkBroken, link, false)),
            target => self.known.broken_fragment(self.site, &target, link),
        };
        links
            .filter_map(fault)
            .map(|found| found.at(self.key_place("progress")))
            .collect()
    }

    fn place(&self, reference: &Reference) -> SourceLocation {
        SourceLocation {
            line: reference.line,
            column: reference.column,
            length: reference.length.max(1),
            ..SourceLocation::file(self.document.path.as_str())
        }
    }

    fn key_place(&self, key: &str) -> SourceLocation {
        let line = self.document.line_of(key).unwrap_or(1);
        SourceLocation {
            line,
            ..SourceLocation::file(self.document.path.as_str())
        }
    }
}

/// Reports an image on another site: the page would make a request to it, which readers and the site's policy do not
/// expect. Origins that `csp` of `site.yaml` names are meant; `http:` is reported in any case, since browsers block it.
fn external(site: &Site, address: &str) -> Option<Diagnostic> {
    let (scheme, rest) = address.split_once("//")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_insecure = scheme.eq_ignore_ascii_case("http:");
    let origin = format!("{scheme}//{host}").to_ascii_lowercase();
    let is_meant = site.config.base.holds(address) || site.config.csp.sources.contains(&origin);
    if is_meant && !is_insecure {
        return None;
    }
    let message = if is_insecure {
        message!(
            "图片在 {host}，用的是不加密的 http:，浏览器常常不显示",
            "the image is on {host}, by http:, which browsers often block"
        )
    } else {
        message!(
            "图片在别的网站上（{host}），网页打开时会向那里请求",
            "the image is on another site ({host}), to which the page makes a request"
        )
    };
    let name = rest.split(['?', '#']).next().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    let is_picture = name.len() <= 60 && name.contains('.') && !name.starts_with('.');
    let name = if is_picture && name != host {
        name
    } else {
        "图.jpg"
    };
    Some(Diagnostic::new(Code::ImageExternal, message).hint(message!(
        "把图存到文章旁边，改成 ![图上有什么]({name})",
        "save it beside the document and write ![what it shows]({name})"
    )))
}

/// Reports two routes with the same address (invariant 6: compared case-folded, NFC).
fn conflicts(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (other, route) in site.table().conflicts() {
        let Message { zh: one, en: first } = describe(site, &other.kind);
        let Message {
            zh: two,
            en: second,
        } = describe(site, &route.kind);
        let url = route.url.as_str();
        let conflict = Diagnostic::new(
            Code::AddressConflict,
            message!(
                "{one}和{two}的网址都是 {url}",
                "{first} and {second} both have the address {url}"
            ),
        )
        .hint(message!(
            "给其中一个写上 slug（网址名），或者改文件名；大小写不同也算相同",
            "give one of them a slug, or rename its file; case does not tell addresses apart"
        ));
        let place = source(site, &route.kind).or_else(|| source(site, &other.kind));
        found.push(match place {
            Some(file) => conflict.at(SourceLocation::file(file)),
            None => conflict,
        });
    }
    found
}

/// Reports documents that would introduce a folder if another did not: `README.md` beside `_index.md`.
fn second_introductions(site: &Site) -> Vec<Diagnostic> {
    let second = |&id: &DocumentId| {
        let document = site.document(id);
        let index = site.sections.find(&document.section)?.index?;
        if index == id {
            return None;
        }
        let name = document.path.name();
        let first = site.document(index).path.name();
        let message = message!(
            "这个文件夹的介绍用了 {first}，{name} 没有显示",
            "{first} introduces this folder, so {name} is not shown"
        );
        let hint = message!(
            "把要用的内容并到 {first} 里，再删去 {name}；要单独成一页的，换一个文件名",
            "move what is needed into {first} and delete {name}, or rename it to make it a page"
        );
        let place = SourceLocation::file(document.path.as_str());
        Some(
            Diagnostic::new(Code::SecondIntroduction, message)
                .at(place)
                .hint(hint),
        )
    };
    site.documents.indexes().iter().filter_map(second).collect()
}

/// Reports keys that only the owner's theme can know, each once for all documents.
fn own_keys(site: &Site) -> Vec<Diagnostic> {
    let mut uses: BTreeMap<&str, (DocumentId, u32, usize)> = BTreeMap::new();
    for (id, document) in site.documents.iter() {
        for (word, line) in &document.front_matter.further.own_keys {
            uses.entry(word).or_insert((id, *line, 0)).2 += 1;
        }
    }
    let told = |(word, (id, line, count)): (&str, (DocumentId, u32, usize))| {
        let message = message!(
            "没有“{word}”这个字段，{count} 篇里写了，原样留给主题",
            "there is no key “{word}”; {count} documents have it, and it is kept for the theme"
        );
        let hint = message!(
            "主题用得着就不用管；用不着可以删去，要明确留着的写在“附加”（extra）下面",
            "leave it if the theme uses it; else remove it, or put it under “extra”"
        );
        let place = SourceLocation {
            line,
            ..SourceLocation::file(site.document(id).path.as_str())
        };
        let mut told = Diagnostic::new(Code::FrontMatterUnknownKey, message)
            .at(place)
            .hint(hint);
        told.severity = Severity::Hint;
        told
    };
    uses.into_iter().map(told).collect()
}

/// Returns why the public does not see a document; `None` if it does, or if a fault that is reported
/// already hides it.
fn why_hidden(site: &Site, id: DocumentId) -> Option<Message> {
    if site.documents.is_visible(id) {
        return None;
    }
    match site.documents.state(id) {
        PublicationState::Draft => Some(message!("还是草稿", "is a draft")),
        PublicationState::Scheduled(when) => {
            let day = when.date();
            Some(message!("要到 {day} 才发布", "is published on {day}"))
        }
        PublicationState::Expired(_) => Some(message!("已经到期", "has expired")),
        PublicationState::Unjudged | PublicationState::Unread | PublicationState::Published => None,
    }
}

/// Reports a menu entry that leads to a document that the public does not see.
fn hidden_entry(site: &Site, entry: &MenuEntry, id: DocumentId) -> Option<Diagnostic> {
    let Message { zh, en } = why_hidden(site, id)?;
    let name = &entry.name;
    let title = &site.document(id).title;
    let message = message!(
        "菜单“{name}”指向的《{title}》{zh}，菜单里没有显示这一项",
        "the menu entry “{name}” leads to “{title}”, which {en}: it is left out"
    );
    Some(Diagnostic::new(Code::LinkHidden, message).hint(message!(
        "那篇文章公开以后，这一项会自己出现；不要了就从菜单里删去",
        "it appears as soon as that document is public; else remove it"
    )))
}

/// Reports menu entries that lead nowhere, or to a document that the public does not see.
fn menus(site: &Site) -> Vec<Diagnostic> {
    let known = LinkIndexes::new(site);
    let mut found = Vec::new();
    let mut entries: Vec<&MenuEntry> = site
        .config
        .menu
        .iter()
        .chain(&site.config.footer_menu)
        .collect();
    while let Some(entry) = entries.pop() {
        entries.extend(&entry.children);
        let place = SourceLocation {
            line: entry.line,
            ..SourceLocation::file(SiteConfig::PATH)
        };
        let target = site.entry(&entry.to);
        let fragment = known.broken_fragment(site, &target, &entry.to);
        found.extend(fragment.map(|told| told.at(place.clone())));
        if let ResolvedLink::Document(id, _) = &target {
            found.extend(hidden_entry(site, entry, *id).map(|told| told.at(place.clone())));
        }
        if target == ResolvedLink::Nowhere && !site.entry_may_be_unread(&entry.to) {
            let name = &entry.name;
            let to = &entry.to;
            let says = message!(
                "菜单“{name}”指向的“{to}”不存在",
                "the menu entry “{name}” leads to “{to}”, which does not exist"
            );
            let hint = match web_form(to) {
                Some(meant) => message!("是不是想写“{meant}”？", "did you mean “{meant}”?"),
                None => message!(
                    "写 content/ 下的文件夹或 .md 文件（如 qa、about.md），或者 / 开头的网址",
                    "write a folder or .md file under content/ (qa, about.md), or an address that begins with /"
                ),
            };
            found.push(
                Diagnostic::new(Code::SiteBadValue, says)
                    .at(place)
                    .hint(hint),
            );
        }
    }
    found
}

pub(super) fn describe(site: &Site, what: &RouteKind) -> Message {
    if let Some(file) = source(site, what) {
        return match what {
            RouteKind::Redirect(_) => message!("“{file}”的旧网址", "an alias of {file}"),
            _ => message!("“{file}”", "{file}"),
        };
    }
    match what {
        RouteKind::Section { section, .. } => {
            let title = site.sections.get(*section).map_or("", |of| &of.title);
            message!("栏目“{title}”", "the section “{title}”")
        }
        RouteKind::Terms(family) | RouteKind::Term { family, .. } => {
            let zh = family.name();
            let en = family.id();
            message!("{zh}页", "a page of {en}")
        }
        RouteKind::Plan(route) if route.plan().is_some() => {
            message!("工作要点的页面", "a page of a plan")
        }
        RouteKind::Plan(PlanRoute::Years) => message!("历年要点页", "the page of all plans' years"),
        RouteKind::Plan(PlanRoute::Units | PlanRoute::Unit(_)) => {
            message!("责任单位的页面", "a page of responsible units")
        }
        RouteKind::Documents { .. } => message!("全部文章页", "the list of all documents"),
        RouteKind::Home => message!("首页", "the home page"),
        RouteKind::Asset(_) => message!("主题的文件", "a file of the theme"),
        RouteKind::Feed(..) => message!("订阅源", "a feed"),
        RouteKind::Calendar(_) => message!("日历", "a calendar"),
        _ => message!("网站自带的页面", "a page that every site has"),
    }
}

pub(super) fn source(site: &Site, what: &RouteKind) -> Option<String> {
    match what {
        RouteKind::Document(id) | RouteKind::Redirect(id) => {
            Some(site.document(*id).path.to_string())
        }
        RouteKind::File(id) => Some(site.file(*id).path.to_string()),
        _ => None,
    }
}
