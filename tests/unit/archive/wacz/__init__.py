"""Packages of archives."""
