//! Parts of pufa for its tests, benches and fuzz targets. Not a stable interface: the program is.

/// Input of editors.
pub mod content {
    pub use crate::content::picture::published_bytes;
    pub use crate::content::{
        DocumentKind, KINDS, KeySpec, MemoryWorld, SiteConfig, SourcePath, ValueShape, World,
        WorldTexts, parse_date, split,
    };

    /// `site.yaml`.
    pub mod config {
        pub use crate::content::config::{KEYS, THEME, read};
    }

    /// Front matter.
    pub mod front_matter {
        pub use crate::content::front_matter::{
            FrontMatter, FrontMatterContext, KEYS, PROGRESS, read,
        };
    }
}

/// Diagnostics.
pub mod diagnostic {
    pub use crate::diagnostic::{Code, Diagnostics, Language, Message, human};
}

/// Domain knowledge.
pub mod law {
    /// Observances.
    pub mod calendar {
        pub use crate::law::calendar::{LEGAL_YEAR, read};
    }

    /// Work plans.
    pub mod plan {
        pub use crate::law::plan::{
            ItemStatus, PartKind, Plan, PlanItem, PlanOptions, TextPart, parse,
        };
    }

    /// Responsible units.
    pub mod responsible_unit {
        pub use crate::law::responsible_unit::UnitNames;
    }
}

/// Markdown.
pub mod markdown {
    pub use crate::markdown::{
        ComponentFailure, ImageTarget, LinkResolver, LinkTarget, MarkdownOptions, address_keys,
        facts, html,
    };
}

/// Rendering of routes.
pub mod render {
    pub use crate::render::Renderer;
}

/// Preview server.
#[cfg(feature = "serve")]
pub mod serve {
    pub use crate::serve::{ServeObserver, ServeOptions, ServerInfo, SiteClock, serve};
}

/// Site model.
pub mod site {
    pub use crate::site::{DocumentId, RouteKind, Site, Taxonomy, VisibilityOptions, picture_size};
}

/// Source store.
pub mod sources {
    pub use crate::sources::{Project, read};
}

/// Addresses.
pub mod url {
    pub use crate::url::{Url, classify, is_active};
}
