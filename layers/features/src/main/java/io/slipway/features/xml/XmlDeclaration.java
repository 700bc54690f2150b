package io.slipway.features.xml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The XML declaration, {@code <?xml version="1.0"?>}. */
public final class XmlDeclaration extends XmlLeaf {
    private static final Pattern ENCODING = Pattern.compile("(\\sencoding\\s*=\\s*[\"'])([^\"']*)");
    private static final Pattern VERSION = Pattern.compile("\\sversion\\s*=\\s*[\"'][^\"']*[\"']");

    XmlDeclaration(Source source, int start, int end) {
        super(source, start, end);
    }

    private XmlDeclaration(XmlDeclaration other) {
        super(other);
    }

    /** Returns the encoding in a declaration, if it has one. */
    static Optional<String> encodingIn(String declaration) {
        Matcher matcher = ENCODING.matcher(declaration);
        return matcher.find() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    /** Returns an empty text: XPath does not see it. */
    @Override
    public String value() {
        return "";
    }

    /** Returns the declared encoding. */
    public Optional<String> encoding() {
        return encodingIn(inner(0, 0));
    }

    /** Replaces the encoding, and keeps everything else. */
    public void setEncoding(String name) {
        String markup = inner(0, 0);
        Matcher named = ENCODING.matcher(markup);
        if (named.find()) {
            rewrite(markup.substring(0, named.start(2)) + name + markup.substring(named.end(2)));
            return;
        }
        Matcher version = VERSION.matcher(markup);
        if (version.find()) {
            rewrite(markup.substring(0, version.end()) + " encoding=\"" + name + "\""
                    + markup.substring(version.end()));
        }
    }

    @Override
    public XmlDeclaration copy() {
        return new XmlDeclaration(this);
    }
}
