package io.slipway.core.upload;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.Quoted;
import io.slipway.core.error.RegistryException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Content-Range} of a chunk, {@code first-last} (specification, "Pushing a blob in chunks").
 *
 * @param first the offset of the first byte
 * @param last the offset of the last byte
 */
record ContentRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("(?:bytes )?(\\d{1,18})-(\\d{1,18})(?:/(?:\\d+|\\*))?");

    /** Reads the header; refuses anything but a range. */
    static Optional<ContentRange> parse(Optional<String> header) {
        return header.map(text -> {
            Matcher matcher = FORM.matcher(text.trim());
            if (!matcher.matches()) {
                throw new RegistryException(
                        ErrorCode.BLOB_UPLOAD_INVALID,
                        "Content-Range must have the form first-last, but was " + Quoted.of(text));
            }
            return new ContentRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        });
    }

    /** Returns the length of the range in bytes. */
    private long size() {
        return last - first + 1;
    }

    /** Refuses a range that ends before it begins, and a body whose length, if it is known, is not that of the range. */
    void check(OptionalLong length) {
        if (size() < 0) {
            throw new RegistryException(
                    ErrorCode.SIZE_INVALID,
                    "Content-Range must not end before it begins, but was " + first + "-" + last);
        }
        length.ifPresent(this::check);
    }

    /** Refuses a body of another length. */
    void check(long length) {
        if (length != size()) {
            throw new RegistryException(
                    ErrorCode.SIZE_INVALID,
                    "the body must have the " + size() + " bytes of its Content-Range, but had " + length);
        }
    }
}
