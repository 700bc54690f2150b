package io.slipway.features.xml;

/** The positions of an element's tags. */
final class TagPlaces {
    final Source source;
    final int start;
    final int tailStart;
    final int tagEnd;

    /** True if one tag opens and closes it. */
    final boolean empty;

    int endStart;
    int end;

    /**
     * @param start the start of the start tag
     * @param tailStart the end of its last attribute, or of its name if it has no attributes
     * @param tagEnd the end of the start tag
     */
    TagPlaces(Source source, int start, int tailStart, int tagEnd) {
        this.source = source;
        this.start = start;
        this.tailStart = tailStart;
        this.tagEnd = tagEnd;
        this.empty = source.text().charAt(tagEnd - 2) == '/';
        this.endStart = tagEnd;
        this.end = tagEnd;
    }

    /** Returns the white space before the end of the start tag. */
    String tail() {
        return source.text().substring(tailStart, tagEnd - (empty ? 2 : 1));
    }
}
