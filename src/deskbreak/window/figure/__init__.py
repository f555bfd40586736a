"""The figure: a skeleton of joint angles becomes filled outlines.

Units are hundredths of the standing height; x to the screen's right, y up from the floor. Angles are
degrees. Left is the screen's left, as in a mirror, in every language.
"""
