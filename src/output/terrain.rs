//! What stands in the output folder where this run wants to write, and whose it is.
//!
//! Nothing is changed here: what must give way is noted, for the commit to remove.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, RwLock};

use foldhash::{HashMap, HashSet};

use super::failure::{self, Doing, Refused, failed};
use super::known::Known;
use super::listing::Digest;
use super::out_folder;
use super::safe_path::{folder_of, folders_of, unsafe_path};
use super::storage::{Standing, Storage};
use super::unpoisoned;

/// What stands at the address of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Nothing, or what gives way.
    Free,
    /// A file of so many bytes.
    File(u64),
    /// A link or the like.
    Link,
}

/// Files of earlier runs that stand where a folder is needed, and folders of them where a file is.
#[derive(Debug, Default)]
pub(super) struct GivingWay {
    /// The files.
    pub(super) files: BTreeSet<String>,
    /// The folders, which are empty once the files are gone.
    pub(super) folders: BTreeSet<String>,
}

/// Tells of a file of an earlier run, by its path and the digest of its bytes, whether it stays.
pub(super) type Spares<'s> = Box<dyn Fn(&str, &Digest) -> bool + Send + Sync + 's>;

/// The output folder under this run's feet.
pub(super) struct Terrain<'s> {
    pub(super) storage: &'s dyn Storage,
    /// Its canonical path.
    pub(super) root: PathBuf,
    /// What earlier runs left.
    pub(super) known: Known,
    /// Every path of this run.
    pub(super) intended: HashSet<Arc<str>>,
    /// Which files of earlier runs stay, though this one does not make them.
    pub(super) spares: Option<Spares<'s>>,
    folders: RwLock<HashMap<String, bool>>,
    giving_way: Mutex<GivingWay>,
}

impl<'s> Terrain<'s> {
    pub(super) fn new(
        storage: &'s dyn Storage,
        root: PathBuf,
        known: Known,
        intended: HashSet<Arc<str>>,
    ) -> Self {
        let (folders, giving_way) = (RwLock::default(), Mutex::default());
        Self { storage, root, known, intended, spares: None, folders, giving_way }
    }

    /// A path, held once for the whole run.
    pub(super) fn shared(&self, path: &str) -> Arc<str> {
        self.intended.get(path).cloned().unwrap_or_else(|| path.into())
    }

    /// What stands at a path that a file is to take.
    pub(super) fn at(&self, path: &str) -> Result<Ground, Refused> {
        if !self.has_folder(folder_of(path), path)? {
            return Ok(Ground::Free);
        }
        match self.look(path)? {
            Standing::Nothing => Ok(Ground::Free),
            Standing::File(length) => Ok(Ground::File(length)),
            Standing::Other => Ok(Ground::Link),
            Standing::Folder => self.clear_folder(path).map(|()| Ground::Free),
        }
    }

    /// Whether the folder of a path stands, and in it a file could.
    pub(super) fn has_folder_of(&self, path: &str) -> bool {
        self.has_folder(folder_of(path), path).unwrap_or(false)
    }

    /// Whether a folder of this run stood there when it began.
    pub(super) fn stood(&self, folder: &str) -> bool {
        folder.is_empty() || unpoisoned(self.folders.read()).get(folder) == Some(&true)
    }

    /// The outermost folder of a path that did not stand there when the run began.
    pub(super) fn to_be_made<'p>(&self, path: &'p str) -> Option<&'p str> {
        folders_of(path).take_while(|folder| !self.stood(folder)).last()
    }

    /// Whether a path can be reached without leaving the output folder.
    pub(super) fn is_reachable(&self, path: &str) -> bool {
        folders_of(path).all(|folder| match self.storage.look(&self.root.join(folder)) {
            Ok(Standing::Folder) => true,
            Ok(Standing::Other) => self.leads_inside(folder),
            _ => false,
        })
    }

    /// Takes the list of what must give way.
    pub(super) fn take_giving_way(&self) -> GivingWay {
        std::mem::take(&mut *unpoisoned(self.giving_way.lock()))
    }

    /// Whether the folder of a file stands; each folder is looked at once.
    fn has_folder(&self, folder: &str, file: &str) -> Result<bool, Refused> {
        if folder.is_empty() {
            return Ok(true);
        }
        if let Some(stands) = unpoisoned(self.folders.read()).get(folder) {
            return Ok(*stands);
        }
        if self.intended.contains(folder) {
            return Err(failure::file_and_folder(file, folder));
        }
        let stands = self.has_folder(folder_of(folder), file)? && self.see_folder(folder)?;
        unpoisoned(self.folders.write()).insert(folder.to_owned(), stands);
        Ok(stands)
    }

    fn see_folder(&self, folder: &str) -> Result<bool, Refused> {
        match self.look(folder)? {
            Standing::Folder => Ok(true),
            Standing::Nothing => Ok(false),
            Standing::Other if self.leads_inside(folder) => Ok(true),
            Standing::Other => Err(unsafe_path(folder)),
            Standing::File(_) if self.is_ours(folder) => {
                unpoisoned(self.giving_way.lock()).files.insert(folder.to_owned());
                Ok(false)
            }
            Standing::File(_) => Err(failure::in_the_way(folder)),
        }
    }

    /// Whether a link leads to a folder within the output folder.
    fn leads_inside(&self, folder: &str) -> bool {
        let real = self.storage.canonical(&self.root.join(folder));
        real.is_ok_and(|real| {
            real.starts_with(&self.root) && matches!(self.storage.look(&real), Ok(Standing::Folder))
        })
    }

    /// Lets a folder give way to a file, if all in it is ours.
    fn clear_folder(&self, path: &str) -> Result<(), Refused> {
        let found = out_folder::tree(self.storage, &self.root, path, |_| false)
            .map_err(|refusal| failed(Doing::Reading, &self.root.join(path), &refusal))?;
        if let Some(foreign) = found.files.iter().find(|file| !self.is_ours(file)) {
            return Err(failure::in_the_way(foreign));
        }
        let mut giving_way = unpoisoned(self.giving_way.lock());
        giving_way.files.extend(found.files);
        giving_way.folders.extend(found.folders);
        Ok(())
    }

    /// Whether an earlier run left what stands there, and this one does not need it.
    fn is_ours(&self, path: &str) -> bool {
        !self.intended.contains(path)
            && !self.known.digest(path).is_some_and(|digest| self.spares(path, &digest))
            && (self.known.in_manifest(path) || self.is_left_over(path))
    }

    /// Whether a file of an earlier run stays, though this one does not make it.
    pub(super) fn spares(&self, path: &str, digest: &Digest) -> bool {
        self.spares.as_ref().is_some_and(|spares| spares(path, digest))
    }

    /// Whether an unfinished run left what stands there.
    pub(super) fn is_left_over(&self, path: &str) -> bool {
        self.known.lists(path)
            && self
                .storage
                .read(&self.root.join(path))
                .is_ok_and(|bytes| self.known.left_by_unfinished(path, &bytes))
    }

    fn look(&self, path: &str) -> Result<Standing, Refused> {
        let path = self.root.join(path);
        self.storage.look(&path).map_err(|refusal| failed(Doing::Reading, &path, &refusal))
    }
}
