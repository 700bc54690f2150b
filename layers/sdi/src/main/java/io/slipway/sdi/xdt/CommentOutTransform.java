package io.slipway.sdi.xdt;

import io.slipway.sdi.xml.XmlComment;
import io.slipway.sdi.xml.XmlElement;
import io.slipway.sdi.xml.XmlException;

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
