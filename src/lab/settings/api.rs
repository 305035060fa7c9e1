//! Read, create, change and remove settings objects: the five generic verbs.

use crate::error::LabError;
use crate::identity::{PoolId, Scope};
use crate::lab::Lab;
use crate::settings::{Bag, Noun, Setting};
use crate::store::{self, StoreView};

/// Changes to a settings object: property names in any case, with their new values.
pub type Changes<'a> = &'a [(&'a str, Setting)];

impl Lab {
    /// All objects of a noun, wide scopes first.
    ///
    /// # Errors
    /// [`LabError::StoreUnavailable`] when the view cannot be read.
    pub fn settings(&self, noun: &Noun, view: StoreView) -> Result<Vec<Bag>, LabError> {
        Ok(store::documents(&self.world, view)?
            .of(noun)
            .cloned()
            .collect())
    }

    /// The object that stands at exactly that scope.
    ///
    /// # Errors
    /// [`LabError::SettingsMissing`], [`LabError::StoreUnavailable`].
    pub fn setting(&self, noun: &Noun, scope: &Scope, view: StoreView) -> Result<Bag, LabError> {
        let documents = store::documents(&self.world, view)?;
        documents
            .at(noun, scope)
            .cloned()
            .ok_or_else(|| missing(noun, scope))
    }

    /// The object that governs a pool: nearest scope wins (FACTS fact 3).
    ///
    /// # Errors
    /// [`LabError::StoreUnavailable`].
    pub fn effective(
        &self,
        noun: &'static Noun,
        pool: PoolId,
        view: StoreView,
    ) -> Result<Bag, LabError> {
        Ok(store::documents(&self.world, view)?.effective(&self.world.topology, noun, pool))
    }

    /// Creates an object with the defaults and `changes`; it inherits nothing (FACTS fact 4).
    ///
    /// # Errors
    /// [`LabError::SettingsExist`], [`LabError::ScopeNotAllowed`] (also for `global`, which always exists), unknown sites and pools, bad values,
    /// [`LabError::StoreUnavailable`].
    pub fn new_settings(
        &mut self,
        noun: &'static Noun,
        scope: &Scope,
        changes: Changes<'_>,
    ) -> Result<Bag, LabError> {
        let bag = self.fresh_settings(noun, scope, changes)?;
        let documents = store::documents(&self.world, StoreView::Master)?;
        if documents.at(noun, bag.scope()).is_some() {
            return Err(LabError::SettingsExist {
                noun: noun.name,
                key: bag.scope().relative(),
            });
        }
        self.write(bag.clone());
        Ok(bag)
    }

    /// Builds an object with the defaults and `changes` that nothing stores (`-InMemory`).
    ///
    /// # Errors
    /// As [`Lab::new_settings`], except for what concerns the store.
    pub fn fresh_settings(
        &self,
        noun: &'static Noun,
        scope: &Scope,
        changes: Changes<'_>,
    ) -> Result<Bag, LabError> {
        let scope = self.resolve(noun, scope)?;
        let mut bag = Bag::fresh(noun, scope, self.release());
        for (name, value) in changes {
            bag.set(name, value.clone())?;
        }
        Ok(bag)
    }

    /// Changes an object that exists; all changes or none.
    ///
    /// # Errors
    /// [`LabError::SettingsMissing`] (FACTS A.1.6), bad values, [`LabError::StoreUnavailable`].
    pub fn set_settings(
        &mut self,
        noun: &'static Noun,
        scope: &Scope,
        changes: Changes<'_>,
    ) -> Result<(), LabError> {
        let mut bag = self.setting(noun, scope, StoreView::Master)?;
        for (name, value) in changes {
            bag.set(name, value.clone())?;
        }
        self.write(bag);
        Ok(())
    }

    /// Stores an object as it is, whether its scope has one or not (`Set-... -Instance`).
    ///
    /// # Errors
    /// Unknown sites and pools, [`LabError::StoreUnavailable`].
    pub fn put_settings(&mut self, bag: Bag) -> Result<(), LabError> {
        self.resolve(bag.noun(), bag.scope())?;
        store::documents(&self.world, StoreView::Master)?;
        self.write(bag);
        Ok(())
    }

    /// Removes an object; `global` returns to the defaults instead (FACTS A.1.7).
    ///
    /// # Errors
    /// [`LabError::SettingsMissing`], [`LabError::StoreUnavailable`].
    pub fn remove_settings(&mut self, noun: &'static Noun, scope: &Scope) -> Result<(), LabError> {
        let bag = self.setting(noun, scope, StoreView::Master)?;
        if *bag.scope() == Scope::Global {
            self.write(Bag::fresh(noun, Scope::Global, self.release()));
        } else {
            let effects = store::erase(&mut self.world, &bag);
            self.perform(effects);
        }
        Ok(())
    }

    fn write(&mut self, bag: Bag) {
        let effects = store::write(&mut self.world, bag);
        self.perform(effects);
    }

    /// The scope with names spelled as the topology spells them.
    fn resolve(&self, noun: &Noun, scope: &Scope) -> Result<Scope, LabError> {
        noun.admit(scope)?;
        match scope {
            Scope::Site(name) => match self.topology().find_site(name) {
                Some(site) => Ok(Scope::Site(self.topology().site(site).name.clone())),
                None => Err(LabError::UnknownSite { name: name.clone() }),
            },
            Scope::Service { fqdn, .. } => {
                let pool = self.topology().pool(self.pool(fqdn)?);
                if noun.role == "Registrar" && !pool.kind.has_registrar() {
                    return Err(LabError::NoRegistrar {
                        pool: pool.fqdn.clone(),
                    });
                }
                Ok(Scope::service(noun.role, &pool.fqdn))
            }
            other => Ok(other.clone()),
        }
    }
}

fn missing(noun: &Noun, scope: &Scope) -> LabError {
    LabError::SettingsMissing {
        noun: noun.name,
        key: scope.relative(),
    }
}
