//! Addresses of pages and lists.

use crate::content::config::UrlStyle;
use crate::path_segment::derived;
use crate::url::Url;

/// Builder of addresses in a site's style.
#[derive(Clone, Copy, Debug)]
pub struct AddressBuilder(pub UrlStyle);

impl AddressBuilder {
    /// Page: `/villages/land.html` or `/villages/land/`.
    pub fn page(self, folder: &str, slug: &str) -> Url {
        match self.0 {
            UrlStyle::Html => Url::page(folder, slug),
            UrlStyle::Directory => Url::folder(folder).join_folder(slug),
        }
    }

    /// Page `number` of a list whose first page is `first`.
    pub fn list_page(self, first: &Url, number: usize) -> Url {
        match (number, self.0) {
            (..=1, _) => first.clone(),
            (_, UrlStyle::Html) => first.join_file(&format!("page-{number}.html")),
            (_, UrlStyle::Directory) => first.join_folder(&format!("page/{number}")),
        }
    }

    /// List of a tag, kind or year: `/tags/宪法/`.
    pub fn term(family: &str, name: &str) -> Url {
        Url::folder(family).join_folder(&derived(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_follow_the_contract() {
        let html = AddressBuilder(UrlStyle::Html);
        let directory = AddressBuilder(UrlStyle::Directory);
        assert_eq!(
            html.page("villages", "land").as_str(),
            "/villages/land.html"
        );
        assert_eq!(
            directory.page("villages", "land").as_str(),
            "/villages/land/"
        );
        let first = Url::folder("villages");
        assert_eq!(html.list_page(&first, 1), first);
        assert_eq!(html.list_page(&first, 3).as_str(), "/villages/page-3.html");
        assert_eq!(directory.list_page(&first, 3).as_str(), "/villages/page/3/");
    }

    #[test]
    fn a_term_is_one_part_of_an_address() {
        assert_eq!(AddressBuilder::term("tags", "宪法").as_str(), "/tags/宪法/");
        let url = AddressBuilder::term("tags", "行政/复议");
        assert!(
            url.as_str().starts_with("/tags/行政-复议-") && url.as_str().matches('/').count() == 3,
            "{url:?}"
        );
        assert!(
            AddressBuilder::term("tags", "..")
                .as_str()
                .starts_with("/tags/untitled-")
        );
    }
}
