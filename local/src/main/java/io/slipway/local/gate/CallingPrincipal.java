package io.slipway.local.gate;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One who calls.
 *
 * @param name how it is called in a policy: {@code AWS:<arn of the role>}, {@code Service:<name>}
 * @param arn its ARN, as errors tell it
 * @param role its name in records
 * @param statements what its own policies say
 * @param context the condition keys that it brings along
 */
record CallingPrincipal(
        String name, String arn, String role, List<Statement> statements, Map<String, Set<String>> context) {}
