package io.slipway.core.principal;

import java.util.List;

/** Stores the rules for principals. */
public interface PrincipalRules {
    /** The most rules: they are read together, at each login. */
    int MAX_RULES = 500;

    /** Returns all rules, in the order of their ids. */
    List<PrincipalRule> list();

    /** Stores a rule, replacing one for the same principals. */
    void put(PrincipalRule rule);

    /** Removes a rule; false if no rule has this id. */
    boolean remove(String id);
}
