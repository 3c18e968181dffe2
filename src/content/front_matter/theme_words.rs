//! Words of other site generators that matter to their themes alone.

/// Words without a meaning here, in the form in which words are compared.
#[rustfmt::skip]
pub(super) const THEME_WORDS: &[&str] = &[
    "abbrlink", "actionlink", "actions", "actiontext", "aplayer", "archive", "archives", "article", "aside",
    "autonumber", "autonumbering", "backtotop", "bookcollapsesection", "bookflatsection", "booksearchexclude",
    "booktoc", "bottommeta", "breadcrumb", "breadcrumbs", "canonical", "canonicalurl", "cascade", "catalog",
    "catalogue", "cc", "chart", "charts", "code", "codecopy", "collection", "collections", "color", "comment",
    "commentable", "comments", "contributors", "copyright", "copyrightauthor", "copyrightauthorhref",
    "copyrightinfo", "copyrighturl", "coverindex", "coverposition", "coversize", "css", "disablecomment",
    "disablehljs", "disableshare", "donate", "editlink", "englishtitle", "featured", "features", "flowchart",
    "fontsize", "footer", "geekdocnav", "guid", "head", "header", "headermask", "headermaskopacity",
    "headerstyle", "headless", "hero", "heroimage", "herotext", "hidemeta", "hidesummary", "hidetitle",
    "hidetoc", "highlight", "home", "hot", "i18n", "icon", "icons", "id", "indent", "index", "iscjklanguage",
    "isoriginal", "js", "katex", "lastupdated", "latex", "layout", "licence", "license", "linenumbers", "link",
    "links", "linktitle", "locale", "markup", "mask", "math", "mathjax", "mermaid", "meta", "min2read", "music",
    "navbar", "navcolor", "navigation", "next", "noindex", "nosearch", "notoc", "original", "outline",
    "outputs", "pageclass", "pagecomponent", "pageinfo", "pageview", "paginate", "pagination", "params",
    "postid", "postname", "posttype", "prev", "quicklink", "rating", "readingtime", "readmore", "readtime",
    "recommend", "redirectto", "related", "relatedposts", "render", "reprint", "reprintpolicy", "resources",
    "reward", "robots", "script", "scripts", "search", "searchable", "seotitle", "sequence", "series",
    "seriesorder", "seriesweight", "share", "sharing", "shorttitle", "showbreadcrumbs", "showpostnavlinks",
    "showreadingtime", "showtoc", "showwordcount", "sidebar", "sidebardepth", "sitemap", "social",
    "socialshare", "star", "style", "styles", "subtitle", "swiper", "swiperindex", "tagline", "theme",
    "timeline", "tocbot", "tocdepth", "tocnumber", "tocopen", "tocs", "topmeta", "translationkey", "type",
    "usehugotoc", "uuid", "views", "wordcount", "words", "wordscount", "副标题", "评论",
];
