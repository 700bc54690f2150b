package io.slipway.local.gate;

import java.util.Set;
import java.util.TreeSet;

/**
 * What policies say of an access.
 *
 * @param allowed whether it is allowed
 * @param grants what allows it, each as the statement's name and its action: any one of them would do
 * @param because why it is denied, in AWS's words
 */
record Decision(boolean allowed, Set<String> grants, String because) {

    static Decision allowed(Set<String> grants) {
        return new Decision(true, new TreeSet<>(grants), "");
    }

    static Decision denied(String because) {
        return new Decision(false, Set.of(), because);
    }
}
