package io.slipway.local.gate;

import io.slipway.core.log.LogLine;
import io.slipway.local.gate.Refusal.Reason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** Identifies callers by their access keys, allows the calls that policies permit, and records them. */
final class CallGuard {
    private record Holder(AccessKey key, CallingPrincipal principal) {}

    private final ConcurrentMap<String, Holder> holders = new ConcurrentHashMap<>();
    private final AccountPolicies policies;
    private final AccessRecord record;
    private final Consumer<String> log;

    CallGuard(AccountPolicies policies, AccessRecord record, Consumer<String> log) {
        this.policies = policies;
        this.record = record;
        this.log = log;
    }

    /** Creates a key for this principal. */
    AccessKey issue(CallingPrincipal principal) {
        AccessKey key = AccessKey.ofRole();
        holders.put(key.id(), new Holder(key, principal));
        return key;
    }

    /** Revokes a key. */
    void revoke(AccessKey key) {
        holders.remove(key.id());
    }

    Optional<AccessKey> key(String id) {
        return Optional.ofNullable(holders.get(id)).map(Holder::key);
    }

    private CallingPrincipal principal(String keyId) throws Refusal {
        return Optional.ofNullable(holders.get(keyId))
                .map(Holder::principal)
                .orElseThrow(() ->
                        new Refusal(Reason.UNKNOWN_KEY, "The security token included in the request is invalid."));
    }

    /** Checks that the caller has all of these permissions. */
    void check(String keyId, List<AccessRequest> accesses) throws Refusal {
        CallingPrincipal principal = principal(keyId);
        for (AccessRequest access : accesses) {
            PolicyDecision decision = policies.decide(principal, access);
            record.note(principal, access, decision);
            if (!decision.allowed()) {
                String message = "User: " + principal.arn() + " is not authorized to perform: " + access.action()
                        + " on resource: " + access.resource() + " " + decision.because();
                log.accept(LogLine.error().with("gate", message).toString());
                throw new Refusal(Reason.DENIED, message);
            }
        }
    }

    /** Returns whether the caller has the permission, and records its use if so. */
    boolean allows(String keyId, AccessRequest access) throws Refusal {
        CallingPrincipal principal = principal(keyId);
        PolicyDecision decision = policies.decide(principal, access);
        if (decision.allowed()) {
            record.note(principal, access, decision);
        }
        return decision.allowed();
    }
}
