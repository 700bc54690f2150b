package io.slipway.core.principal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A caller known to IAM: a user, or a role whatever the name of its session.
 *
 * @param arn the ARN; of an assumed role it is that of the role, without the role's path, which a session's ARN lacks
 */
public record Principal(String arn) {
    private static final Pattern SESSION = Pattern.compile("arn:([a-z-]+):sts::(\\d{12}):assumed-role/([^/]+)/.+");

    /** Reads the ARN of a caller, as the gateway reports it. */
    public static Principal ofCaller(String arn) {
        Matcher session = SESSION.matcher(arn);
        return new Principal(
                session.matches()
                        ? "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + session.group(3)
                        : arn);
    }

    @Override
    public String toString() {
        return arn;
    }
}
