package io.slipway.local.gate;

import java.util.Set;
import java.util.TreeSet;

/**
 * The decision of policies about an access.
 *
 * @param allowed whether it is allowed
 * @param grants the grants that allow it, each as the statement's name and its action; any one is sufficient
 * @param because the reason of a denial, in AWS's words
 */
record PolicyDecision(boolean allowed, Set<String> grants, String because) {

    static PolicyDecision allowed(Set<String> grants) {
        return new PolicyDecision(true, new TreeSet<>(grants), "");
    }

    static PolicyDecision denied(String because) {
        return new PolicyDecision(false, Set.of(), because);
    }
}
