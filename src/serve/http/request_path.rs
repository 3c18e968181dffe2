//! Conversion of a requested path to an address of the site. It never becomes a path on the disk.

use percent_encoding::percent_decode_str;

use crate::url::BaseUrl;

/// Meaning of a path under the base path of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RequestPath {
    /// A place of the site, from its root, decoded: `villages/land.html`.
    Inside(String),
    /// The base path without its last `/`.
    Root,
    /// A place of the host that is not the site's.
    Outside,
    /// Nothing that an address can be.
    Nothing,
}

/// Takes the path of a request apart.
pub(super) fn request_path(path: &str, base: &BaseUrl) -> RequestPath {
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return RequestPath::Nothing;
    };
    let is_odd = path.contains(['\\', '\0'])
        || path.contains("//")
        || path.split('/').any(|part| matches!(part, "." | ".."));
    if is_odd || !path.starts_with('/') {
        return RequestPath::Nothing;
    }
    match path.strip_prefix(base.path()) {
        Some(inside) => RequestPath::Inside(inside.to_owned()),
        None if *path == *base.path().trim_end_matches('/') => RequestPath::Root,
        None => RequestPath::Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_climbs_out_of_the_site() {
        let base = BaseUrl::parse("https://a.example.cn/portal/pufa/").unwrap_or_default();
        let inside = |path: &str| RequestPath::Inside(path.to_owned());
        assert_eq!(request_path("/portal/pufa/", &base), inside(""));
        assert_eq!(
            request_path("/portal/pufa/tags/%E5%AE%AA%E6%B3%95/", &base),
            inside("tags/宪法/")
        );
        assert_eq!(request_path("/portal/pufa", &base), RequestPath::Root);
        assert_eq!(request_path("/portal/pufax", &base), RequestPath::Outside);
        assert_eq!(request_path("/", &base), RequestPath::Outside);
        for odd in [
            "/portal/pufa/../x",
            "/portal/pufa/%2e%2e/x",
            "/portal/pufa/..%2fx",
            "/portal/pufa/a%5c..%5cb",
            "/portal/pufa//etc/passwd",
            "/portal/pufa/%00",
            "/portal/pufa/%ff",
            "*",
            "/portal/pufa/./x",
        ] {
            assert_eq!(request_path(odd, &base), RequestPath::Nothing, "{odd}");
        }
    }
}
