package io.slipway.core.identity;

import java.util.List;

/** Stores the rules for identities. */
public interface IdentityRules {
    /** The most rules: they are read together, at each login. */
    int MAX_RULES = 200;

    /** Returns all rules, in the order of their ids. */
    List<IdentityRule> list();

    /** Stores a rule, replacing one for the same identities. */
    void put(IdentityRule rule);

    /** Removes a rule; false if no rule has this id. */
    boolean remove(String id);
}
