package io.slipway.local.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Evaluates the policies within one account (IAM User Guide, "Policy evaluation logic"): an explicit denial anywhere wins; otherwise, the
 * caller's own policies or the resource's must allow the access. The policy of a KMS key must allow the caller, or
 * delegate to the account.
 */
final class AccountPolicies {
    private final Map<String, List<Statement>> resources;
    private final String root;

    /**
     * @param resources the policies of buckets and keys, by ARN
     * @param account the id of the account
     */
    AccountPolicies(Map<String, List<Statement>> resources, String account) {
        this.resources = Map.copyOf(resources);
        this.root = "AWS:arn:aws:iam::" + account + ":root";
    }

    PolicyDecision decide(CallingPrincipal principal, AccessRequest asked) {
        AccessRequest access = with(asked, principal.context());
        List<Statement> own = principal.statements();
        List<Statement> resource = resourcePolicy(access);
        List<Statement> spoken = resource.stream()
                .filter(statement -> statement.principals().contains("*")
                        || statement.principals().contains(principal.name()))
                .toList();
        List<Statement> all = new ArrayList<>(own);
        all.addAll(spoken);
        boolean denied = all.stream()
                .anyMatch(statement ->
                        !statement.allows() && !statement.matching(access).isEmpty());
        if (denied) {
            return PolicyDecision.denied("with an explicit deny in a policy");
        }
        Set<String> grants = grants(spoken, access);
        Set<String> identity = grants(own, access);
        if (!access.action().startsWith("kms:")) {
            grants.addAll(identity);
        } else if (!grants(
                        resource.stream()
                                .filter(statement -> statement.principals().contains(root))
                                .toList(),
                        access)
                .isEmpty()) {
            grants.addAll(identity);
        }
        return grants.isEmpty()
                ? PolicyDecision.denied("because no identity-based policy allows the " + access.action() + " action")
                : PolicyDecision.allowed(grants);
    }

    private static Set<String> grants(List<Statement> statements, AccessRequest access) {
        Set<String> grants = new TreeSet<>();
        for (Statement statement : statements) {
            if (statement.allows()) {
                statement.matching(access).forEach(action -> grants.add(statement.name() + " " + action));
            }
        }
        return grants;
    }

    private List<Statement> resourcePolicy(AccessRequest access) {
        int slash = access.resource().indexOf('/');
        boolean object = access.action().startsWith("s3:") && slash > 0;
        return resources.getOrDefault(object ? access.resource().substring(0, slash) : access.resource(), List.of());
    }

    private static AccessRequest with(AccessRequest access, Map<String, Set<String>> more) {
        Map<String, Set<String>> all = new HashMap<>(more);
        all.putAll(access.context());
        return new AccessRequest(access.action(), access.resource(), all);
    }
}
