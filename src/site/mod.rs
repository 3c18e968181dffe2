//! Documents become a site: sections, venues, terms, routes.
