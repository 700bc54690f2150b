package io.slipway.builds.request;

import java.util.List;

/** What a person has to mend in an SDI or in the variables for it. */
public final class SdiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public SdiException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
