package io.slipway.features.variables;

/** A file is no file of variables, or lacks what it must have. The message never holds a value. */
public class VariableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    /**
     * @param file the file's name
     * @param place where in it
     * @param problem what is wrong: one line
     */
    public VariableFileException(String file, Place place, String problem) {
        super(file + place + ": " + problem);
        this.problem = problem;
    }

    /** What is wrong, without the file and the place. */
    public String problem() {
        return problem;
    }
}
