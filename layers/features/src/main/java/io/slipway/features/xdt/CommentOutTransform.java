package io.slipway.features.xdt;

import io.slipway.features.xml.XmlComment;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlException;

/**
 * Turns the first element found into a comment with its markup. Two hyphens in a row, as in a comment within it, are
 * separated by a space; the original writes no file in that case.
 */
final class CommentOutTransform extends Transform {
    CommentOutTransform() {
        super("CommentOut", Scope.FIRST_TARGET);
    }

    @Override
    void apply(Application application) throws XdtException {
        XmlElement target = element(application);
        try {
            target.replaceWith(XmlComment.of(" " + target.markup() + " "));
        } catch (XmlException e) {
            throw new XdtException(String.valueOf(e.getMessage()));
        }
        application.done("Commented out '" + Application.name(target) + "' element");
    }
}
