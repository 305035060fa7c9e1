//! The columns.

use crate::identity::{GroupId, PoolId, UserId};

/// Users that a lab holds at most.
pub const USERS_MAX: usize = 4_000_000;

/// Texts of one column behind each other.
#[derive(Clone, Debug, Default)]
struct Texts {
    bytes: String,
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u32);
    }

    fn get(&self, index: usize) -> &str {
        let start = if index == 0 {
            0
        } else {
            self.ends[index - 1] as usize
        };
        &self.bytes[start..self.ends[index] as usize]
    }
}

/// A user to add.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewUser<'a> {
    pub(crate) sip: &'a str,
    pub(crate) name: &'a str,
    pub(crate) sam: &'a str,
    pub(crate) line_uri: &'a str,
    pub(crate) voice: bool,
    pub(crate) disabled: bool,
}

const DISABLED: u8 = 1;
const VOICE: u8 = 2;

/// All users, by [`UserId`].
#[derive(Clone, Debug, Default)]
pub struct Directory {
    sip: Texts,
    name: Texts,
    sam: Texts,
    line_uri: Texts,
    flags: Vec<u8>,
    home: Vec<PoolId>,
    group: Vec<GroupId>,
    /// Users by SIP address in lower case.
    by_sip: Vec<UserId>,
}

impl Directory {
    /// Adds a user at the end; [`Directory::index`] must follow before he can be found.
    pub(crate) fn add(&mut self, user: &NewUser<'_>, home: PoolId, group: GroupId) {
        self.sip.push(&user.sip.to_lowercase());
        self.name.push(user.name);
        self.sam.push(user.sam);
        self.line_uri.push(user.line_uri);
        self.flags
            .push(if user.disabled { DISABLED } else { 0 } | if user.voice { VOICE } else { 0 });
        self.home.push(home);
        self.group.push(group);
    }

    /// Sorts the index of SIP addresses. Returns an address that two users have.
    pub(crate) fn index(&mut self) -> Result<(), String> {
        let mut by_sip: Vec<UserId> = (0..self.len() as u32).map(UserId).collect();
        by_sip.sort_by(|a, b| self.sip(*a).cmp(self.sip(*b)));
        let twice = by_sip
            .windows(2)
            .find(|pair| self.sip(pair[0]) == self.sip(pair[1]))
            .map(|pair| pair[0]);
        self.by_sip = by_sip;
        twice.map_or(Ok(()), |user| Err(self.sip(user).to_owned()))
    }

    /// How many users there are.
    pub fn len(&self) -> usize {
        self.home.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.home.is_empty()
    }

    /// The users of a pool, by number.
    pub fn users_of(&self, pool: PoolId) -> Vec<UserId> {
        let homes = self.home.iter().enumerate();
        homes
            .filter(|(_, home)| **home == pool)
            .map(|(index, _)| UserId(index as u32))
            .collect()
    }

    /// SIP address without `sip:`.
    pub fn sip(&self, user: UserId) -> &str {
        self.sip.get(user.index())
    }

    /// Display name.
    pub fn name(&self, user: UserId) -> &str {
        self.name.get(user.index())
    }

    /// SAM account name.
    pub fn sam(&self, user: UserId) -> &str {
        self.sam.get(user.index())
    }

    /// Line URI; empty for none.
    pub fn line_uri(&self, user: UserId) -> &str {
        self.line_uri.get(user.index())
    }

    /// Home pool, which no failover changes.
    pub fn home(&self, user: UserId) -> PoolId {
        self.home[user.index()]
    }

    /// Routing group.
    pub fn group(&self, user: UserId) -> GroupId {
        self.group[user.index()]
    }

    /// Whether the user may sign in.
    pub fn is_enabled(&self, user: UserId) -> bool {
        self.flags[user.index()] & DISABLED == 0
    }

    /// Whether the user has Enterprise Voice.
    pub fn has_voice(&self, user: UserId) -> bool {
        self.flags[user.index()] & VOICE != 0
    }

    /// The user of a SIP address, in any case and with or without `sip:`.
    pub fn find_sip(&self, address: &str) -> Option<UserId> {
        let address = address.to_lowercase();
        let address = address.strip_prefix("sip:").unwrap_or(&address);
        let place = self
            .by_sip
            .binary_search_by(|user| self.sip(*user).cmp(address))
            .ok()?;
        Some(self.by_sip[place])
    }
}
