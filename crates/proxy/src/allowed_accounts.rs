//! Which accounts may sign in. By default all of them.

use crate::{audit::Pseudonym, session::SessionManager};

/// The accounts that may sign in.
#[derive(Debug)]
pub(crate) struct AllowedAccounts {
    /// As `GET /account/summary` says them; empty if all accounts may.
    ids: Vec<String>,
    /// Their names in sessions.
    pseudonyms: Vec<Pseudonym>,
}

impl AllowedAccounts {
    pub(crate) fn new(ids: &[String], sessions: &SessionManager) -> Self {
        let pseudonyms = ids.iter().flat_map(|id| sessions.account_pseudonyms(id)).collect();
        Self { ids: ids.to_vec(), pseudonyms }
    }

    /// Whether all accounts may sign in.
    pub(crate) fn is_everybody(&self) -> bool {
        self.ids.is_empty()
    }

    /// Whether the account with this id may sign in.
    pub(crate) fn contain_id(&self, id: &str) -> bool {
        self.is_everybody() || self.ids.iter().any(|allowed| allowed == id)
    }

    /// Whether a session of this account may continue. Sessions from before the setting was used name
    /// no account.
    pub(crate) fn contain(&self, account: Option<Pseudonym>) -> bool {
        self.is_everybody() || account.is_some_and(|account| self.pseudonyms.contains(&account))
    }
}
