package io.slipway.aws;

import java.util.Map;
import java.util.Optional;

/**
 * The environment variables of a function, as the template sets them.
 *
 * @param variables the variables
 */
public record Environment(Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** Returns a required variable; without it, the function does not start. */
    public String required(String name) {
        return optional(name).orElseThrow(() -> new IllegalStateException("the variable " + name + " is not set"));
    }

    /** Returns a variable that may be missing or empty. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns whether a variable is {@code true}. */
    public boolean isTrue(String name) {
        return optional(name).filter("true"::equals).isPresent();
    }

    /** Returns the name of the table. */
    public String table() {
        return required("SLIPWAY_TABLE");
    }

    /** Returns the name of the bucket. */
    public String bucket() {
        return required("SLIPWAY_BUCKET");
    }

    /** Returns the region of the function. */
    public String region() {
        return optional("AWS_REGION").or(() -> optional("AWS_DEFAULT_REGION")).orElse("us-east-1");
    }

    /** Returns text without the values, which may contain credentials. */
    @Override
    public String toString() {
        return "Environment " + variables.keySet();
    }
}
