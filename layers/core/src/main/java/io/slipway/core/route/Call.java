package io.slipway.core.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.access.Token;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.Quoted;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.name.Reference;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request that matched a route and passed its guard. */
public final class Call {
    /** The most characters that are kept of an id or a position: more than any of them has, and fewer than a key of DynamoDB may have. */
    private static final int MAX_KEPT = 512;

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    private final Request request;
    private final @Nullable Caller caller;
    private final @Nullable Token token;
    private final @Nullable RepositoryName name;
    private final @Nullable SpaceName space;
    private final Map<String, String> parts;

    private Call(
            Request request,
            @Nullable Caller caller,
            @Nullable Token token,
            @Nullable RepositoryName name,
            @Nullable SpaceName space,
            Map<String, String> parts) {
        this.request = request;
        this.caller = caller;
        this.token = token;
        this.name = name;
        this.space = space;
        this.parts = Map.copyOf(parts);
    }

    /**
     * Creates a call with a bearer token.
     *
     * @param name the repository, for the routes that name one
     * @param parts the named parts of the path
     */
    public static Call of(Request request, Caller caller, @Nullable RepositoryName name, Map<String, String> parts) {
        return new Call(request, caller, null, name, null, parts);
    }

    /**
     * Creates a call with a Slipway token.
     *
     * @param space the space that the path names, as it is now
     */
    public static Call of(Request request, Token token, Optional<SpaceName> space, Map<String, String> parts) {
        return new Call(request, null, token, null, space.orElse(null), parts);
    }

    /** Creates a call without a check of its caller. */
    public static Call open(Request request, Map<String, String> parts) {
        return new Call(request, null, null, null, null, parts);
    }

    public Request request() {
        return request;
    }

    /** Returns the caller, on a route that requires a bearer token. */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("the route must require a bearer token, but does not");
        }
        return caller;
    }

    /** Returns the caller's token, on a route that requires a Slipway token. */
    public Token token() {
        if (token == null) {
            throw new IllegalStateException("the route must require a Slipway token, but does not");
        }
        return token;
    }

    /** Returns the author of the call's changes: the id of the caller's token. */
    public String author() {
        return caller != null ? caller.subject() : token != null ? token.id() : Caller.ANONYMOUS;
    }

    /** Returns the repository, on a route of the registry that names one. */
    public RepositoryName repository() {
        if (name == null) {
            throw new IllegalStateException("the route must name a repository, but does not");
        }
        return name;
    }

    /** Returns the space in the path, on a route of the API. */
    public SpaceName space() {
        return space != null ? space : JsonBody.valid(() -> new SpaceName(part("space")));
    }

    /** Returns whether the path has this named part. */
    public boolean hasPart(String part) {
        return parts.containsKey(part);
    }

    /** Returns a named part of the path. */
    public String part(String part) {
        return parts.getOrDefault(part, "");
    }

    /** Returns the digest in the path. */
    public Digest digest() {
        return digest(part("digest"));
    }

    /** Returns the tag or digest in the path. */
    public Reference reference() {
        String text = part("reference");
        try {
            return Reference.parse(text);
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(Digest.looksLike(text) ? ErrorCode.DIGEST_INVALID : ErrorCode.MANIFEST_INVALID, e);
        }
    }

    /** Returns a digest in the query. */
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

    /** Returns the parameter {@code last} of a list, as {@link #position} does. */
    public String last() {
        return position("last");
    }

    /**
     * Returns a parameter that is the position in a list after which a page begins, truncated to 512 characters, longer than any listed name. Other
     * characters than ASCII become DEL, which sorts after every listed name.
     */
    public String position(String parameter) {
        return kept(request.parameter(parameter).orElse(""));
    }

    /** Returns the part {@code id} of the path, truncated like a position, so that an id that could not be a key is one that does not exist. */
    public String id() {
        return kept(part("id"));
    }

    private static String kept(String text) {
        String kept = text.length() <= MAX_KEPT ? text : text.substring(0, MAX_KEPT);
        return NOT_ASCII.matcher(kept).replaceAll("\u007f");
    }

    /**
     * Returns whether the caller may pull from another repository than the request's own; a client whose token was not requested for that gets a
     * challenge.
     */
    public boolean mayPull(RepositoryName other) {
        Caller from = caller();
        if (!from.may(Action.PULL, other) && !from.wasRefused(Action.PULL, other)) {
            throw new Challenge(request)
                    .asking(repository(), Action.PUSH)
                    .andPulling(other)
                    .unauthorized(
                            "the bearer token does not say whether " + other.familiar() + " may be pulled",
                            "insufficient_scope");
        }
        return from.may(Action.PULL, other);
    }

    /** Returns a parameter that is true or false; false without it. */
    public boolean flag(String parameter) {
        String text = request.parameter(parameter).orElse("false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw JsonBody.invalid(
                        "the parameter " + parameter + " must be true or false, but was " + Quoted.of(text));
        };
    }

    /** Returns the number in a parameter of the query of the registry. */
    public Optional<Integer> count(String parameter) {
        return number(
                parameter, 0, Integer.MAX_VALUE, message -> new RegistryException(ErrorCode.UNSUPPORTED, 400, message));
    }

    /** Returns the number in a parameter of the query of the API. */
    public Optional<Integer> number(String parameter, int least, int most) {
        return number(parameter, least, most, JsonBody::invalid);
    }

    private Optional<Integer> number(
            String parameter, int least, int most, Function<String, RegistryException> refusal) {
        return request.parameter(parameter).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // refused below, together with the numbers out of bounds
            }
            throw refusal.apply("the parameter " + parameter + " must be a whole number from " + least + " to " + most
                    + ", but was " + Quoted.of(text));
        });
    }

    /** Returns the body, a JSON object. */
    public JsonNode body() {
        return JsonBody.read(request.body());
    }

    /** Returns the body, a JSON object with no field but these: a misspelt field is refused. */
    public JsonNode body(String... fields) {
        return JsonBody.only(body(), fields);
    }

    /** Requires that the caller administers every space. */
    public void requireAdministrator() {
        if (!token().administersAll()) {
            throw new RegistryException(ErrorCode.DENIED, "this needs a token that administers all spaces");
        }
    }

    /** Returns whether the caller administers this space. */
    public boolean administers(SpaceName space) {
        return token().allowsAll(space, Action.ADMIN);
    }

    /** Returns whether the caller may do anything at all in this space. */
    public boolean reaches(SpaceName space) {
        return token().grants().stream().anyMatch(grant -> grant.covers(space));
    }

    /** Returns the parameter {@code n} of a list; the maximum of a page if it is missing or larger. */
    public int pageSize(int most) {
        return Math.min(number("n", 0, Integer.MAX_VALUE).orElse(most), most);
    }
}
