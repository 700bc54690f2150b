package io.slipway.local.gate;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A calling principal.
 *
 * @param name its name in a policy: {@code AWS:<arn of the role>}, {@code Service:<name>}
 * @param arn its ARN, as in errors
 * @param role its name in records
 * @param statements the statements of its own policies
 * @param context the condition keys of its calls
 */
record CallingPrincipal(
        String name, String arn, String role, List<Statement> statements, Map<String, Set<String>> context) {}
