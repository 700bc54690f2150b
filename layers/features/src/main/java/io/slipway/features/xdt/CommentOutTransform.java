package io.slipway.features.xdt;

import io.slipway.features.xml.XmlComment;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlException;

/**
 * Makes a comment of the first element that is found, which holds it as it is written. Two hyphens in a row, as in a comment within it, get
 * a space between them; the original writes no file then.
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
