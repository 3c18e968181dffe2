//! Content-Security-Policy of the pages: one text for a whole site.
//!
//! Scripts and styles come only from the site's own files and from origins that `site.yaml` names;
//! nothing in the text of a page runs. Images, audio and video may come from any web address, since
//! editors may use any; none of these can run.

use crate::content::SiteConfig;

/// Sources of a directive.
enum DirectiveSources {
    /// The same on every site.
    Fixed(&'static str),
    /// The given ones, plus the origins that the site names.
    Extended(&'static str),
}

use DirectiveSources::{Extended, Fixed};

/// Directives for everything that the default theme needs, and nothing else.
const DIRECTIVES: [(&str, DirectiveSources); 12] = [
    ("default-src", Fixed("'none'")),
    ("script-src", Extended("'self'")),
    ("style-src", Extended("'self'")),
    ("font-src", Extended("'self'")),
    ("connect-src", Extended("'self'")),
    ("img-src", Fixed("'self' data: http: https:")),
    ("media-src", Fixed("'self' http: https:")),
    ("manifest-src", Fixed("'self'")),
    ("frame-src", Extended("")),
    ("form-action", Extended("'self'")),
    ("base-uri", Fixed("'none'")),
    ("object-src", Fixed("'none'")),
];

/// Returns the policy of a site; `None` if its pages have none.
pub(crate) fn policy(config: &SiteConfig) -> Option<String> {
    if !config.csp.is_on(config.html) {
        return None;
    }
    let named: Vec<&str> = config.csp.sources.iter().map(String::as_str).collect();
    let directives = DIRECTIVES.map(|(name, sources)| {
        let mut words = vec![name];
        match sources {
            Fixed(sources) => words.push(sources),
            Extended(sources) => words.extend(
                Some(sources)
                    .filter(|own| !own.is_empty())
                    .into_iter()
                    .chain(named.iter().copied()),
            ),
        }
        if words.len() == 1 {
            words.push("'none'");
        }
        words.join(" ")
    });
    Some(directives.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::config::RawHtml;

    #[test]
    fn only_the_sites_own_files_run() {
        assert_eq!(
            policy(&SiteConfig::default()).as_deref(),
            Some(
                "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; \
                 img-src 'self' data: http: https:; media-src 'self' http: https:; manifest-src 'self'; \
                 frame-src 'none'; form-action 'self'; base-uri 'none'; object-src 'none'"
            )
        );
    }

    #[test]
    fn named_sites_are_let_in_where_something_is_used_of_them() {
        let mut config = SiteConfig::default();
        config.csp.sources = vec![
            "https://a.example.cn".to_owned(),
            "https://*.example.com".to_owned(),
        ];
        assert_eq!(
            policy(&config).as_deref(),
            Some(
                "default-src 'none'; script-src 'self' https://a.example.cn https://*.example.com; \
                 style-src 'self' https://a.example.cn https://*.example.com; \
                 font-src 'self' https://a.example.cn https://*.example.com; \
                 connect-src 'self' https://a.example.cn https://*.example.com; \
                 img-src 'self' data: http: https:; media-src 'self' http: https:; manifest-src 'self'; \
                 frame-src https://a.example.cn https://*.example.com; \
                 form-action 'self' https://a.example.cn https://*.example.com; base-uri 'none'; object-src 'none'"
            )
        );
    }

    #[test]
    fn a_site_may_go_without() {
        let mut config = SiteConfig {
            html: RawHtml::Allow,
            ..SiteConfig::default()
        };
        assert_eq!(policy(&config), None);
        config.csp.enabled = Some(true);
        assert!(policy(&config).is_some());
        config.html = RawHtml::Escape;
        config.csp.enabled = Some(false);
        assert_eq!(policy(&config), None);
    }
}
