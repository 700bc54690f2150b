package io.slipway.core.route;

import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.name.Reference;
import io.slipway.core.name.RepositoryName;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that has found its route.
 *
 * @param request the request
 * @param caller who sends it
 * @param name the repository, for the routes that name one
 * @param parts the other named parts of the path
 */
public record Call(Request request, Caller caller, @Nullable RepositoryName name, Map<String, String> parts) {
    private static final int MAX_LAST = 256;
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    /** The repository, on a route that names one. */
    public RepositoryName repository() {
        if (name == null) {
            throw new IllegalStateException("this route names no repository");
        }
        return name;
    }

    /** A named part of the path. */
    public String part(String part) {
        return parts.getOrDefault(part, "");
    }

    /** The digest in the path. */
    public Digest digest() {
        return digest(part("digest"));
    }

    /** The tag or digest in the path. */
    public Reference reference() {
        String text = part("reference");
        try {
            return Reference.parse(text);
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(Digest.looksLike(text) ? ErrorCode.DIGEST_INVALID : ErrorCode.MANIFEST_INVALID, e);
        }
    }

    /** A digest in the query. */
    public Optional<Digest> digestParameter(String parameter) {
        return request.parameter(parameter).map(Call::digest);
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(ErrorCode.DIGEST_INVALID, e);
        }
    }

    /**
     * The parameter {@code last} of a list: nothing that is listed is longer than what is kept of it. All that is listed is ASCII, and sorts
     * before any other character: one stands for all of those.
     */
    public String last() {
        return lastOf(request);
    }

    static String lastOf(Request request) {
        String last = request.parameter("last").orElse("");
        String kept = last.length() <= MAX_LAST ? last : last.substring(0, MAX_LAST);
        return NOT_ASCII.matcher(kept).replaceAll("\u007f");
    }

    /**
     * Whether the caller may pull from another repository than the request's own; a client that has not asked for that is told to
     * ask.
     */
    public boolean mayPull(RepositoryName other) {
        if (!caller.may(Action.PULL, other) && !caller.wasRefused(Action.PULL, other)) {
            throw new Challenge(request)
                    .asking(repository(), Action.PUSH)
                    .andPulling(other)
                    .unauthorized(
                            "the bearer token does not say whether " + other.familiar() + " may be pulled",
                            "insufficient_scope");
        }
        return caller.may(Action.PULL, other);
    }

    /** The number in a parameter of the query; not a number, or below zero, is an error. */
    public Optional<Integer> count(String parameter) {
        return request.parameter(parameter).map(text -> {
            try {
                int count = Integer.parseInt(text);
                if (count >= 0) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // told below, together with the negative ones
            }
            throw new RegistryException(
                    ErrorCode.UNSUPPORTED, 400, "the parameter " + parameter + " is a whole number from 0 on");
        });
    }
}
