//! Under which codes the faults of a YAML text are told: front matter's, or `site.yaml`'s.

use crate::diagnostic::Code;

/// The codes of a text's faults.
pub(crate) struct YamlCodes {
    /// What the text is called, in Chinese and English.
    pub(crate) name: (&'static str, &'static str),
    /// Not YAML.
    pub(crate) syntax: Code,
    /// A full-width colon.
    pub(crate) colon: Code,
    /// A tab in the indentation.
    pub(crate) tab: Code,
    /// Full-width quotes around a value.
    pub(crate) quote: Code,
    /// Full-width commas in a list.
    pub(crate) comma: Code,
    /// A key that is not in the table.
    pub(crate) unknown_key: Code,
    /// A key twice.
    pub(crate) duplicate_key: Code,
    /// A value of another type.
    pub(crate) wrong_type: Code,
    /// A number outside its bounds.
    pub(crate) out_of_bounds: Code,
    /// A date that cannot be.
    pub(crate) bad_date: Code,
}

/// The head of a document.
pub(crate) static FRONT_MATTER: YamlCodes = YamlCodes {
    name: ("文首信息", "the front matter"),
    syntax: Code::FrontMatterSyntax,
    colon: Code::FrontMatterFullWidthColon,
    tab: Code::FrontMatterTab,
    quote: Code::FrontMatterFullWidthQuote,
    comma: Code::FrontMatterFullWidthComma,
    unknown_key: Code::FrontMatterUnknownKey,
    duplicate_key: Code::FrontMatterDuplicateKey,
    wrong_type: Code::FrontMatterWrongType,
    out_of_bounds: Code::FrontMatterWrongType,
    bad_date: Code::FrontMatterBadDate,
};

/// `site.yaml`.
pub(crate) static SITE: YamlCodes = YamlCodes {
    name: ("site.yaml", "site.yaml"),
    syntax: Code::SiteSyntax,
    colon: Code::SiteSyntax,
    tab: Code::SiteSyntax,
    quote: Code::SiteDoubtfulValue,
    comma: Code::SiteDoubtfulValue,
    unknown_key: Code::SiteUnknownKey,
    duplicate_key: Code::SiteDuplicateKey,
    wrong_type: Code::SiteWrongType,
    out_of_bounds: Code::SiteBadValue,
    bad_date: Code::SiteBadValue,
};
