package io.slipway.core.principal;

import io.slipway.core.access.Grant;
import io.slipway.core.access.RepositoryPattern;
import io.slipway.core.access.Token;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.Quoted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An administrator's rule for some principals.
 *
 * @param principal their ARN: {@code arn:aws:iam::<account>:role/<name>} or {@code …:user/<path and name>}; in the name, {@code *} matches
 * any characters but a slash
 * @param grants their grants: 1 to {@value Token#MAX_GRANTS}
 * @param created the time of its creation
 */
public record PrincipalRule(String principal, List<Grant> grants, Instant created) {
    /** The form of {@link #principal}, without a role's path: a session's ARN lacks it, and role names are unique in an account. */
    private static final Pattern FORM = Pattern.compile(
            "arn:aws[a-z-]{0,20}:iam::[0-9]{12}:(?:role/[A-Za-z0-9+=,.@_*-]{1,64}|user/[A-Za-z0-9+=,.@_*/-]{1,128})");

    private static final int ID_LENGTH = 16;

    public PrincipalRule {
        if (!FORM.matcher(principal).matches()) {
            throw new IllegalArgumentException(
                    "a principal must be arn:aws:iam::<account>:role/<name>, without the role's path,"
                            + " or arn:aws:iam::<account>:user/<name>; * in the name stands for any characters but a slash, but was "
                            + Quoted.of(principal));
        }
        if (grants.isEmpty() || grants.size() > Token.MAX_GRANTS) {
            throw new IllegalArgumentException(
                    "a principal must have 1 to " + Token.MAX_GRANTS + " grants, but had " + grants.size());
        }
        grants = List.copyOf(grants);
    }

    /** Returns the key of the rule; each ARN or pattern has one rule. */
    public String id() {
        return Digest.of(DigestAlgorithm.SHA256, principal.getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, ID_LENGTH);
    }

    /** Returns whether it covers this caller. */
    public boolean covers(Principal caller) {
        return RepositoryPattern.matches(principal, caller.arn());
    }
}
