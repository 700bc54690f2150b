package io.slipway.features.xml;

/** Where the tags of an element stand. */
final class Tags {
    final Source source;
    final int start;
    final int tailStart;
    final int tagEnd;

    /** Whether one tag opens and closes it. */
    final boolean empty;

    int endStart;
    int end;

    /**
     * @param start where the start tag begins
     * @param tailStart where its last attribute ends, or its name if it has none
     * @param tagEnd behind the start tag
     */
    Tags(Source source, int start, int tailStart, int tagEnd) {
        this.source = source;
        this.start = start;
        this.tailStart = tailStart;
        this.tagEnd = tagEnd;
        this.empty = source.text().charAt(tagEnd - 2) == '/';
        this.endStart = tagEnd;
        this.end = tagEnd;
    }

    /** The white space before the end of the start tag. */
    String tail() {
        return source.text().substring(tailStart, tagEnd - (empty ? 2 : 1));
    }
}
