package io.slipway.builds.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Permissions in the form of {@code --chmod}: octal, or symbolic as for {@code chmod} ({@code u=rwX,go=rX}). */
public final class FileMode {
    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,5}");
    private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)((?:[-+=][rwxXstugo]*)+)");
    private static final Pattern ACTION = Pattern.compile("([-+=])([rwxXstugo]*)");
    private static final int MOST = 07777;
    private static final int FOLDER_UMASK = 0022;

    private final String text;

    private FileMode(String text) {
        this.text = text;
    }

    /** Parses permissions. */
    public static FileMode parse(String text) throws CopyException {
        boolean octal = OCTAL.matcher(text).matches() && Integer.parseInt(text, 8) <= MOST;
        boolean symbolic = !text.isEmpty()
                && java.util.Arrays.stream(text.split(",", -1))
                        .allMatch(clause -> CLAUSE.matcher(clause).matches());
        if (!octal && !symbolic) {
            throw new CopyException(
                    "--chmod must be octal from 0 to 07777, or symbolic such as u=rwX,go=rX, but was " + text);
        }
        return new FileMode(text);
    }

    /** Returns whether the permissions are octal; symbolic ones depend on a file's current ones. */
    boolean octal() {
        return OCTAL.matcher(text).matches();
    }

    /** Returns the new permissions of a file from its current ones. */
    public int of(int mode, boolean folder) {
        if (octal()) {
            return Integer.parseInt(text, 8);
        }
        int result = mode;
        for (String clause : text.split(",", -1)) {
            Matcher parts = CLAUSE.matcher(clause);
            if (parts.matches()) {
                Matcher action = ACTION.matcher(parts.group(2));
                while (action.find()) {
                    result = apply(result, parts.group(1), action.group(1).charAt(0), action.group(2), folder);
                }
            }
        }
        return result;
    }

    private static int apply(int mode, String who, char operator, String what, boolean folder) {
        String all = who.isEmpty() || who.contains("a") ? "ugo" : who;
        int bits = 0;
        int mask = 0;
        for (int i = 0; i < all.length(); i++) {
            char one = all.charAt(i);
            int shift = one == 'u' ? 6 : one == 'g' ? 3 : 0;
            mask |= 7 << shift;
            for (int j = 0; j < what.length(); j++) {
                char c = what.charAt(j);
                bits |= switch (c) {
                    case 'r' -> 4 << shift;
                    case 'w' -> 2 << shift;
                    case 'x' -> 1 << shift;
                    case 'X' -> folder || (mode & 0111) != 0 ? 1 << shift : 0;
                    case 's' -> one == 'u' ? 04000 : one == 'g' ? 02000 : 0;
                    case 't' -> 01000;
                    case 'u' -> (mode >> 6 & 7) << shift;
                    case 'g' -> (mode >> 3 & 7) << shift;
                    default -> (mode & 7) << shift;
                };
            }
        }
        if (who.isEmpty()) {
            bits &= ~FOLDER_UMASK;
        }
        return switch (operator) {
            case '+' -> mode | bits;
            case '-' -> mode & ~bits;
            default -> (mode & ~mask) | bits;
        };
    }
}
