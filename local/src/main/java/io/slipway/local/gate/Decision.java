package io.slipway.local.gate;

import java.util.Set;
import java.util.TreeSet;

/**
 * The decision of policies about an access.
 *
 * @param allowed whether it is allowed
 * @param grants the grants that allow it, each as the statement's name and its action; any one is enough
 * @param because the reason of a denial, in AWS's words
 */
record Decision(boolean allowed, Set<String> grants, String because) {

    static Decision allowed(Set<String> grants) {
        return new Decision(true, new TreeSet<>(grants), "");
    }

    static Decision denied(String because) {
        return new Decision(false, Set.of(), because);
    }
}
