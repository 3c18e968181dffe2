//! Ownership record: a file in the output folder that says which of its files pufa wrote.
//!
//! `.pufa/` may be lost, be older than the folder, or come from another machine, and two sites may be
//! given the same folder; only a file in the folder shares its fate. A mark inside each output would not
//! do: attachments, images and data cannot bear one, and some of them change with every build, so that a
//! build without its state would refuse its own files.
//!
//! The record is published with the folder, so it reveals nothing: an entry is a hash of a path and the
//! digest of its bytes, which can be checked but not read. It holds no name, time or machine, and the same
//! outputs give the same bytes. (If a folder lies outside its site, a hash of the site's folder stands for
//! the site.)
//!
//! - The record claims a file by its bytes, never by its path: a file with other bytes is foreign, however
//!   old or misplaced the record is.
//! - Only the manifest in `.pufa/` claims a file by its path alone, and only while the record is settled and
//!   names that manifest as the one of the last run. A restored older manifest, or one copied from elsewhere,
//!   is trusted as far as the bytes agree.
//! - Before the first change the record also claims the outputs that are about to be written, and it is
//!   unsettled until the run has succeeded. So an interrupted run is recognised without `.pufa/`, and a
//!   foreign file at the path of a removed one is kept.

use std::fmt::Write as _;
use std::path::Path;

use rayon::prelude::*;

use super::errors::{self, WriteError, WriteStep, io_failure};
use super::manifest_format::OutputDigest;
use super::owned_files::OutputManifest;
use super::storage::{EntryKind, Storage, read_if_there};
use crate::diagnostic::Diagnostics;

/// Name of the record in the output folder.
pub(super) const OWNERSHIP: &str = ".pufa-ownership";

const NAME: &str = "pufa-ownership ";
const VERSION: u32 = 1;
const SETTLED: &str = "settled";
const UNSETTLED: &str = "unsettled";
/// Place of a folder that lies in its own site's folder.
const WITHIN: &str = "within";

/// Path with the digest of its bytes, as one number: half a BLAKE3 digest.
pub(super) type OwnershipClaim = u128;

/// Claim to a file.
pub(super) fn claim(path: &str, digest: &OutputDigest) -> OwnershipClaim {
    let hash = blake3::hash(&[path.as_bytes(), &[0], digest].concat());
    hash.as_bytes()
        .iter()
        .take(16)
        .fold(0, |number, byte| number << 8 | u128::from(*byte))
}

/// Claims to all files of a manifest, sorted.
pub(super) fn claims(manifest: &OutputManifest) -> Vec<OwnershipClaim> {
    let mut claims: Vec<OwnershipClaim> = manifest
        .0
        .par_iter()
        .map(|(path, digest)| claim(path, digest))
        .collect();
    claims.par_sort_unstable();
    claims
}

/// Owner of an output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FolderOwner {
    /// Name of the command's outputs, such as `site`.
    pub(super) maker: String,
    /// `within`, or a hash of the state folder.
    place: String,
}

impl FolderOwner {
    /// Owner of a folder, by canonical paths. A folder within its site's folder is identified by that
    /// position, so that both can be moved, copied or cloned together.
    pub(super) fn new(maker: &str, out: &Path, state: &Path) -> Self {
        let is_within = state.parent().is_some_and(|site| out.starts_with(site));
        let hash = || blake3::hash(state.as_os_str().as_encoded_bytes()).to_hex()[..32].to_owned();
        let place = if is_within { WITHIN.to_owned() } else { hash() };
        Self {
            maker: maker.to_owned(),
            place,
        }
    }
}

/// Ownership record of an output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ownership {
    pub(super) owner: FolderOwner,
    /// Digest of the manifest of the last finished run.
    pub(super) manifest: OutputDigest,
    /// True if that run succeeded: each claimed file exists.
    pub(super) is_settled: bool,
    /// Claims, sorted.
    pub(super) claims: Vec<OwnershipClaim>,
}

/// Reason why a record cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OwnershipError {
    Damaged,
    Newer,
}

impl Ownership {
    /// Returns true if the record claims a file.
    pub(super) fn claims(&self, path: &str, digest: &OutputDigest) -> bool {
        !self.claims.is_empty() && self.claims.binary_search(&claim(path, digest)).is_ok()
    }

    /// Adds claims.
    pub(super) fn add_claims(&mut self, mut claims: Vec<OwnershipClaim>) {
        self.claims.append(&mut claims);
        self.claims.sort_unstable();
        self.claims.dedup();
    }

    /// Text form: heading, one claim per line, checksum.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let state = if self.is_settled { SETTLED } else { UNSETTLED };
        let manifest = blake3::Hash::from_bytes(self.manifest).to_hex();
        let FolderOwner { maker, place } = &self.owner;
        let mut text =
            format!("{NAME}{VERSION}\nowner {maker} {place}\nmanifest {manifest} {state}\n");
        for claim in &self.claims {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{claim:032x}");
        }
        let checksum = blake3::hash(text.as_bytes()).to_hex();
        text.push_str("= ");
        text.push_str(&checksum);
        text.push('\n');
        text.into_bytes()
    }

    fn parse(bytes: &[u8]) -> Result<Self, OwnershipError> {
        let text = std::str::from_utf8(bytes).map_err(|_| OwnershipError::Damaged)?;
        let version = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix(NAME)?.parse::<u32>().ok());
        if version.is_some_and(|version| version > VERSION) {
            return Err(OwnershipError::Newer);
        }
        Self::parse_body(text).ok_or(OwnershipError::Damaged)
    }

    fn parse_body(text: &str) -> Option<Self> {
        let body = &text[..=text.strip_suffix('\n')?.rfind('\n')?];
        let checksum = text[body.len()..].trim_end().strip_prefix("= ")?;
        if blake3::Hash::from_hex(checksum).ok()? != blake3::hash(body.as_bytes()) {
            return None;
        }
        let mut lines = body.lines();
        lines
            .next()
            .filter(|line| line.strip_prefix(NAME) == Some("1"))?;
        let (maker, place) = lines.next()?.strip_prefix("owner ")?.split_once(' ')?;
        let owner = FolderOwner {
            maker: maker.to_owned(),
            place: place.to_owned(),
        };
        let (manifest, state) = lines.next()?.strip_prefix("manifest ")?.split_once(' ')?;
        let manifest = blake3::Hash::from_hex(manifest).ok()?.into();
        let claims = lines
            .map(|line| OwnershipClaim::from_str_radix(line, 16).ok())
            .collect::<Option<Vec<_>>>()?;
        claims.is_sorted().then_some(Self {
            owner,
            manifest,
            is_settled: state == SETTLED,
            claims,
        })
    }
}

/// Ownership record of an output folder; `None` if there is none or it is damaged.
pub(super) fn read(
    storage: &dyn Storage,
    out: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Ownership>, WriteError> {
    let path = out.join(OWNERSHIP);
    let cannot_read = |error: std::io::Error| io_failure(WriteStep::Reading, &path, &error);
    match storage.entry_kind(&path).map_err(cannot_read)? {
        EntryKind::Nothing => return Ok(None),
        EntryKind::File(_) => {}
        EntryKind::Folder | EntryKind::Other => return Err(errors::path_blocked(OWNERSHIP)),
    }
    let Some(bytes) = read_if_there(storage, &path).map_err(cannot_read)? else {
        return Ok(None);
    };
    match Ownership::parse(&bytes) {
        Ok(ownership) => Ok(Some(ownership)),
        Err(OwnershipError::Newer) => Err(errors::newer_version(out)),
        Err(OwnershipError::Damaged) => {
            diagnostics.push(errors::state_damaged(&path));
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::manifest_format;
    use super::*;
    use proptest::prelude::*;

    fn record(paths: &[&str]) -> Ownership {
        let manifest = OutputManifest(
            paths
                .iter()
                .map(|path| ((*path).to_owned(), manifest_format::digest(b"1")))
                .collect(),
        );
        let owner = FolderOwner::new("site", Path::new("/site/public"), Path::new("/site/.pufa"));
        Ownership {
            owner,
            manifest: [7; 32],
            is_settled: true,
            claims: claims(&manifest),
        }
    }

    #[test]
    fn a_record_reads_back_and_claims_by_path_and_bytes() {
        let record = record(&["index.html", "村居/讲座 一.html"]);
        assert_eq!(Ownership::parse(&record.to_bytes()), Ok(record.clone()));
        assert!(record.claims("index.html", &manifest_format::digest(b"1")));
        assert!(!record.claims("index.html", &manifest_format::digest(b"2")));
        assert!(!record.claims("other.html", &manifest_format::digest(b"1")));
    }

    #[test]
    fn no_path_and_no_folder_can_be_read_in_it() {
        let mut record = record(&["secret-name.html"]);
        record.owner = FolderOwner::new(
            "site",
            Path::new("/srv/www"),
            Path::new("/home/editor/.pufa"),
        );
        let text = String::from_utf8_lossy(&record.to_bytes()).into_owned();
        assert!(
            !text.contains("secret") && !text.contains("editor") && !text.contains("srv"),
            "{text}"
        );
    }

    #[test]
    fn a_folder_within_its_site_has_the_same_owner_wherever_both_lie() {
        let owner =
            |out: &str, state: &str| FolderOwner::new("site", Path::new(out), Path::new(state));
        assert_eq!(
            owner("/a/public", "/a/.pufa"),
            owner("/b/c/public", "/b/c/.pufa")
        );
        assert_ne!(owner("/srv/www", "/a/.pufa"), owner("/srv/www", "/b/.pufa"));
        assert_ne!(
            owner("/a/public", "/a/.pufa"),
            owner("/a/public", "/b/.pufa")
        );
    }

    #[test]
    fn a_newer_version_is_told_from_damage() {
        let text = String::from_utf8_lossy(&record(&["a"]).to_bytes()).into_owned();
        assert_eq!(
            Ownership::parse(text.replacen(" 1\n", " 2\n", 1).as_bytes()),
            Err(OwnershipError::Newer)
        );
        for damaged in [
            "",
            "pufa-ownership",
            "pufa-ownership 1\n",
            "pufa-ownership 0\n",
            "pufa-ownership x\n",
        ] {
            assert_eq!(
                Ownership::parse(damaged.as_bytes()),
                Err(OwnershipError::Damaged),
                "{damaged:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_damage_is_noticed(at in 0usize..400, with in any::<u8>(), cut in any::<bool>()) {
            let whole = record(&["a.html", "b/c.html"]).to_bytes();
            let mut bytes = whole.clone();
            let at = at % bytes.len();
            if cut { bytes.truncate(at) } else { bytes[at] = with }
            let same = bytes.eq_ignore_ascii_case(&whole);
            prop_assert_eq!(Ownership::parse(&bytes).is_ok() && !same, false);
        }
    }
}
