//! The site's own addresses: each route as a build would write it, pages with one element more.

use super::address::{Asked, asked};
use super::answer::{Answer, Ask};
use super::error_page::error_page;
use super::{Preview, own, range};
use crate::content::Stale;
use crate::diagnostic::Diagnostics;
use crate::render::{Place, Rendered, media_type};
use crate::says;
use crate::serve::snapshot::Snapshot;
use crate::serve::studio::{News, Shown};
use crate::site::{Route, What};
use crate::url::{Base, Url};

/// What stands at an address; [`Stale`] when the site has to be made anew to say so.
pub(super) fn answer(preview: &Preview, ask: &Ask) -> Result<Answer, Stale> {
    // Before the site: what it says must not be newer than what is shown.
    let news = *preview.studio.news().borrow();
    let shown = preview.studio.shown();
    let base = match &shown {
        Shown::Site(snapshot) => snapshot.site.config.base.clone(),
        Shown::Trouble(_) => Base::default(),
    };
    let inside = match asked(&ask.path, &base) {
        Asked::Inside(inside) => inside,
        Asked::Root => return Ok(Answer::redirect(base.href(&Url::root()))),
        Asked::Outside => return Ok(outside(ask, &base)),
        Asked::Nothing => return Ok(Answer::nothing(ask.language)),
    };
    if inside == own::FOLDER.trim_end_matches('/') {
        return Ok(Answer::redirect(base.href(&Url::folder(&inside))));
    }
    if let Some(rest) = own::rest_of(&inside) {
        return own::answer(preview, (&shown, news), ask, rest);
    }
    match &shown {
        Shown::Site(snapshot) => Page { preview, snapshot, ask, news }.at(&inside),
        Shown::Trouble(found) => Ok(troubled(preview, found, ask, news)),
    }
}

/// The page in the place of every one while there is no site.
pub(super) fn troubled(preview: &Preview, found: &Diagnostics, ask: &Ask, news: News) -> Answer {
    let script = live_script(&preview.boot, news, &Base::default());
    let says = says!("网站还不能显示", "the site cannot be shown yet");
    error_page(503, &says, found, &[], ask.language, &script)
}

/// An address of this host that is not the site's, which stands under its base path here as on the web.
fn outside(ask: &Ask, base: &Base) -> Answer {
    let home = base.href(&Url::root());
    if ask.path == "/" {
        return Answer::redirect(home);
    }
    let says = says!(
        "网站在 {home} 下面，这个网址在它外面",
        "the site stands under {home}; this address is outside it"
    );
    Answer::sentence(404, &says, ask.language)
}

/// A page that is asked for.
pub(super) struct Page<'p> {
    pub(super) preview: &'p Preview,
    pub(super) snapshot: &'p Snapshot,
    pub(super) ask: &'p Ask,
    pub(super) news: News,
}

impl Page<'_> {
    fn at(&self, inside: &str) -> Result<Answer, Stale> {
        if let Some(route) = self.route(inside) {
            return self.rendered(route, 200);
        }
        let folder = Url::folder(inside);
        if !inside.ends_with('/') && self.exactly(&folder).is_some() {
            return Ok(Answer::redirect(self.base().href(&folder)));
        }
        match self.exactly(&Url::file("404.html")) {
            Some(route) => self.rendered(route, 404),
            None => Ok(Answer::nothing(self.ask.language)),
        }
    }

    fn base(&self) -> &Base {
        &self.snapshot.site.config.base
    }

    /// The route that a host which serves the files would find.
    fn route(&self, inside: &str) -> Option<&Route> {
        let is_folder = inside.is_empty() || inside.ends_with('/');
        let url = if is_folder { Url::folder(inside) } else { Url::file(inside) };
        let of_index = || match inside.strip_suffix("index.html")? {
            folder if folder.is_empty() || folder.ends_with('/') => self.exactly(&Url::folder(folder)),
            _ => None,
        };
        self.exactly(&url).or_else(of_index)
    }

    /// Addresses of the web tell case apart.
    fn exactly(&self, url: &Url) -> Option<&Route> {
        self.snapshot.site.find(url).filter(|route| route.url == *url)
    }

    fn rendered(&self, route: &Route, status: u16) -> Result<Answer, Stale> {
        let Rendered { output, found, .. } = self.snapshot.render(route)?;
        let Some(output) = output else { return Ok(self.failed(&found)) };
        if let (What::File(_) | What::Asset(_), 200) = (&route.what, status) {
            return Ok(range::file(self.ask, output.media_type, output.bytes));
        }
        let is_live = self.preview.is_live && route.what.is_page();
        let bytes = if is_live { with_script(output.bytes, &self.script()) } else { output.bytes };
        let media_type = match &output.place {
            Place::Public(_) => output.media_type,
            Place::Package { path, .. } => media_type(path.rsplit('.').next().unwrap_or_default()),
        };
        Ok(Answer::new(status, media_type, bytes))
    }

    fn failed(&self, found: &Diagnostics) -> Answer {
        let says = says!("这一页生成不出来", "this page cannot be made");
        error_page(500, &says, found, &[], self.ask.language, &self.script())
    }

    /// The element by which it follows its files.
    pub(super) fn script(&self) -> String {
        live_script(&self.preview.boot, self.news, self.base())
    }
}

/// The one element that a previewed page has more than a built one.
fn live_script(boot: &str, news: News, base: &Base) -> String {
    let source = base.href(&Url::file("_pufa/live.js"));
    let News { pages, styles, findings } = news;
    format!("<script src=\"{source}\" data-pufa=\"{boot} {pages} {styles} {findings}\"></script>")
}

/// A page with the script at the end of its body.
pub(super) fn with_script(mut page: Vec<u8>, script: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page.windows(END.len()).rposition(|part| part == END).unwrap_or(page.len());
    page.splice(at..at, script.bytes());
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = |text: &str| String::from_utf8(with_script(text.into(), "<script></script>"));
        assert_eq!(page("<body>a</body>\n").as_deref(), Ok("<body>a<script></script></body>\n"));
        assert_eq!(page("a").as_deref(), Ok("a<script></script>"));
    }
}
