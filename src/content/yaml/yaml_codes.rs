//! Diagnostic codes for the faults of a YAML text: those of front matter or of `site.yaml`.

use crate::diagnostic::Code;

/// Codes for the faults of a text.
pub(crate) struct YamlCodes {
    /// Name of the text, in Chinese and English.
    pub(crate) name: (&'static str, &'static str),
    /// Invalid YAML.
    pub(crate) syntax: Code,
    /// Full-width colon.
    pub(crate) colon: Code,
    /// Tab in the indentation.
    pub(crate) tab: Code,
    /// Full-width quotes around a value.
    pub(crate) quote: Code,
    /// Full-width commas in a list.
    pub(crate) comma: Code,
    /// Key that is not in the table.
    pub(crate) unknown_key: Code,
    /// Duplicate key.
    pub(crate) duplicate_key: Code,
    /// Value of the wrong type.
    pub(crate) wrong_type: Code,
    /// Number outside its bounds.
    pub(crate) out_of_bounds: Code,
    /// Invalid date.
    pub(crate) bad_date: Code,
    /// Value that is read, but may not be what is meant.
    pub(crate) doubtful: Code,
    /// True if a comment behind a text is reported, because the text's author may not know of
    /// comments.
    pub(crate) asks_of_comments: bool,
}

/// Codes for the head of a document.
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
    doubtful: Code::FrontMatterDoubtfulValue,
    asks_of_comments: true,
};

/// Codes for `site.yaml`.
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
    doubtful: Code::SiteDoubtfulValue,
    asks_of_comments: false,
};

/// Codes for the body of a component block.
pub(crate) static BLOCK: YamlCodes = YamlCodes {
    name: ("组件块", "the component block"),
    syntax: Code::BlockInvalid,
    colon: Code::BlockInvalid,
    tab: Code::BlockInvalid,
    quote: Code::BlockDoubtfulValue,
    comma: Code::BlockDoubtfulValue,
    unknown_key: Code::BlockInvalid,
    duplicate_key: Code::BlockInvalid,
    wrong_type: Code::BlockInvalid,
    out_of_bounds: Code::BlockInvalid,
    bad_date: Code::BlockInvalid,
    doubtful: Code::BlockDoubtfulValue,
    asks_of_comments: false,
};
