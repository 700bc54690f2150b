package io.slipway.packages.version;

/** A text that is no version, range, mask or name of a package file. The message is one line for people. */
public final class VersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong
     */
    public VersionException(String message) {
        super(message, null, false, false);
    }

    /** An exception about what is not one, shortened. */
    public static VersionException not(String what, String text) {
        String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
        return new VersionException("'" + shown + "' is not " + what + ".");
    }
}
