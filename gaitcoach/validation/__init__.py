"""Clips with exact truth: how far from it is what gaitcoach says?"""
